import { configure, render, screen, waitFor, within } from '@testing-library/svelte';
import { expect, vi } from 'vitest';
import { defaultConfig, type PortalConfig } from '$lib/base/config';
import { configKey } from '$lib/base/config-context';
import { ok, type Result } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import type { RegistrationOffer } from '$lib/matrix/ports';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { makeDialogsOpen, textOf, type } from '$lib/wizard/testing';
import { Scripted, type Script } from './ports-testing';
import Register from './Register.svelte';
import { challenge, open, otherServer, server } from './testing';

const html = document.documentElement;

/** What a test looks at on the page. */
export const ready = () => html.hasAttribute('data-ready');
export const heading = () => screen.getByRole('heading', { level: 1 });
export const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
export const next = () => screen.getByRole('button', { name: 'Continue' });
export const present = () =>
	within(screen.getByRole('list', { name: 'Steps' }))
		.getAllByRole('listitem')
		.filter((item) => item.hasAttribute('aria-current'))
		.map(textOf);

export const offerOf = (...flows: string[][]): Result<RegistrationOffer> =>
	ok({ kind: 'open', challenge: challenge(...flows), providers: [] });
const config: Partial<PortalConfig> = {
	defaultServer: server,
	clients: [
		{ id: 'a', name: 'Chat App', url: 'https://app.example.org/' },
		{ id: 'b', name: 'Web Chat', url: 'https://web.example.org/' }
	]
};

interface Visit extends Script {
	/** What comes after `/register`. */
	at?: string;
	/** The homeserver says what it offers when the test lets it. */
	offered?: Promise<void>;
	/** What other.org offers; the same if nothing is said. */
	otherOffer?: Result<RegistrationOffer>;
}

/** The page at an address, with a homeserver that plays a script. */
export function visit({ at = '', offered = Promise.resolve(), otherOffer, ...script }: Visit = {}) {
	history.replaceState(null, '', `/register${at}`);
	const given = { ...config, ...script.config };
	const scripted = new Scripted({ offer: offerOf(...open), ...script, config: given });
	const { ports } = scripted;
	const portal = portalOf({
		config: ports.config,
		homeservers: {
			...ports.homeservers,
			find: (text) => Promise.resolve(text === 'other.org' ? ok(otherServer) : ok(server)),
			offer: async (asked, signal) => {
				await offered;
				if (otherOffer && asked.serverName === 'other.org') return otherOffer;
				return ports.homeservers.offer(asked, signal);
			}
		},
		registration: ports.registration,
		login: ports.login,
		preloadFirst: vi.fn(),
		preload: vi.fn()
	});
	const state = { phase: 'ready', config: { ...defaultConfig, ...given } };
	const context = new Map<symbol, unknown>([...textsFor('register'), [configKey, { state }]]);
	return { scripted, portal, ...render(withPortal(Register, portal), { props: {}, context }) };
}

/** The same, once the form works. */
export async function visitForm(more: Visit = {}) {
	const shown = visit(more);
	await waitFor(() => expect(ready()).toBe(true));
	return shown;
}

/** Fills in the form, as far as every homeserver asks. */
export async function fill(email = ''): Promise<void> {
	await type(field('Username'), 'ada');
	await type(field('Password'), 'correct horse battery');
	if (email) await type(screen.getByRole('textbox', { name: /^Email/u }), email);
}

/** What the page loads piece by piece is there when a test asks for it. */
export async function loadPieces(): Promise<void> {
	configure({ asyncUtilTimeout: 5_000 });
	await Promise.all([import('./binding'), import('./later')]);
}

/** Gives the page what jsdom leaves out of a browser. */
export function completeBrowser(): void {
	makeDialogsOpen();
	html.removeAttribute('data-ready');
	vi.stubGlobal('requestIdleCallback', (then: () => void) => setTimeout(then));
}
