import { render, screen, waitFor } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { expect, vi } from 'vitest';
import { fail, ok, type Result } from '$lib/base/result';
import type { PasswordPolicy } from '$lib/base/password-policy';
import { textsFor } from '$lib/i18n/testing';
import type { SignInOffer } from '$lib/matrix/account-ports';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { provideSignedIn } from '$lib/session/signed-in';
import { OPERATOR, type Desk } from './task/testing';

/** What differs from an operator of `hs.test` whose homeserver has no providers and no rules. */
interface Surroundings {
	operator?: string;
	serverName?: string;
	policy?: Result<PasswordPolicy>;
	offer?: Result<SignInOffer>;
	thumbnail?: (mxc: string) => Promise<Result<Blob>>;
}

/** A page of the help desk, as an operator sees it. */
export function showAt<Props extends Record<string, unknown>>(
	Page: Component<Props>,
	props: Props,
	desk: Desk,
	around: Surroundings = {}
) {
	const base = portalOf();
	const policy = around.policy ?? ok({});
	const offer = around.offer ?? fail({ kind: 'unsupported' });
	const portal = portalOf({
		adminUser: desk.port,
		homeservers: { ...base.homeservers, passwordPolicy: () => Promise.resolve(policy) },
		profile: { ...base.profile, ...(around.thumbnail && { thumbnail: around.thumbnail }) },
		signIn: { ...base.signIn, offer: () => Promise.resolve(offer) }
	});
	const ended = vi.fn();
	const serverName = around.serverName ?? 'hs.test';
	const Framed: Component<Props> = (internals, given) => {
		const account = {
			server: { baseUrl: 'https://hs.test', serverName },
			userId: around.operator ?? OPERATOR,
			deviceId: 'HERE'
		};
		provideSignedIn({ account, ended });
		return Page(internals, given);
	};
	const context = textsFor('help-desk/user');
	const options = { props, context } as Parameters<typeof render<Component<Props>>>[1];
	return { ended, ...render(withPortal(Framed, portal), options) };
}

export const heading = () => screen.getByRole('heading', { level: 1 }).textContent;
export const button = (name: string | RegExp) => screen.getByRole('button', { name });
export const found = (name: string | RegExp) => screen.findByRole('button', { name });

/** It is done, and said so. */
export const isDone = () =>
	waitFor(() => expect(screen.getByText(/^Done, and confirmed/u)).toBeTruthy());

/** The lines of the page's lists. */
export const lines = (): string[] =>
	screen.getAllByRole('listitem').map((each) => each.textContent.replace(/\s+/gu, ' ').trim());
