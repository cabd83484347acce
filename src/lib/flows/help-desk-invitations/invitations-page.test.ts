import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fail, ok } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import type { RegistrationToken } from '$lib/matrix/admin-ports';
import type { Portal } from '$lib/matrix/context';
import type { RegistrationOffer } from '$lib/matrix/ports';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { provideSignedIn } from '$lib/session/signed-in';
import { forgetVisit, visitNotes } from '$lib/session/visit-record';
import { descriptionOf, makeDialogsOpen, textOf, type } from '$lib/wizard/testing';
import Invitations from './Invitations.svelte';

const server = { baseUrl: 'https://hs.test', serverName: 'hs.test' };
const token: RegistrationToken = { token: 'abc', usesAllowed: 3, pending: 1, completed: 1 };
const withToken: RegistrationOffer = {
	kind: 'open',
	providers: [],
	challenge: { flows: [{ stages: ['m.login.registration_token'] }] }
};

interface Visit {
	tokens?: Partial<Portal['adminTokens']>;
	offer?: RegistrationOffer;
}

function visit({ tokens = {}, offer = withToken }: Visit = {}) {
	const created: Parameters<Portal['adminTokens']['createToken']>[0][] = [];
	const adminTokens: Portal['adminTokens'] = {
		tokens: () => Promise.resolve(ok([token])),
		revokeToken: () => Promise.resolve(ok(true)),
		...tokens,
		createToken(given, signal) {
			created.push(given);
			return (
				tokens.createToken?.(given, signal) ??
				Promise.resolve(ok({ ...given, pending: 0, completed: 0 }))
			);
		}
	};
	const homeservers = { ...portalOf().homeservers, offer: () => Promise.resolve(ok(offer)) };
	const signedIn: Component<Record<string, never>> = (internals, props) => {
		const account = { server, userId: '@op:hs.test', deviceId: 'D' };
		provideSignedIn({ account, ended: vi.fn() });
		return Invitations(internals, props);
	};
	const page = withPortal(signedIn, portalOf({ adminTokens, homeservers }));
	return { created, ...render(page, { props: {}, context: textsFor('help-desk/invitations') }) };
}

const button = (name: string) => screen.getByRole('button', { name });
const row = async (name: string) => {
	const list = await screen.findByRole('list', { name: 'All invitations' });
	return within(list)
		.getAllByRole('listitem')
		.find((item) => textOf(item).includes(name));
};

beforeEach(makeDialogsOpen);
afterEach(forgetVisit);

describe('the list', () => {
	test('tells how often each was used, and until when it counts', async () => {
		visit();
		const shown = textOf((await row('abc')) ?? null);
		expect(shown).toContain('Can be used');
		expect(shown).toContain('1 of 3 used.');
		expect(shown).toContain('1 registration is under way.');
		expect(shown).toContain('Does not end.');
	});

	test('whose end no calendar has is shown as one without', async () => {
		const endless = { ...token, expiresAt: 1e17 };
		visit({ tokens: { tokens: () => Promise.resolve(ok([endless])) } });
		expect(textOf((await row('abc')) ?? null)).toContain('Does not end.');
	});

	test.each<[RegistrationOffer, RegExp]>([
		[{ kind: 'closed', providers: [] }, /no invitation works/u],
		[{ kind: 'open', providers: [], challenge: { flows: [{ stages: [] }] } }, /without one/u],
		[{ kind: 'elsewhere', url: 'https://x.test' }, /does not know these invitations/u]
	])('says where invitations do not count: %j', async (offer, words) => {
		visit({ offer });
		expect(await screen.findByText(words)).toBeTruthy();
	});

	test('says nothing of it where they do', async () => {
		visit();
		await row('abc');
		expect(screen.queryByText(/registration_requires_token/u)).toBeNull();
	});

	test('is not there on a homeserver without invitations', async () => {
		visit({ tokens: { tokens: () => Promise.resolve(fail({ kind: 'unsupported' })) } });
		expect(await screen.findByText(/This homeserver has no invitations/u)).toBeTruthy();
		expect(screen.queryByRole('button', { name: 'New invitation' })).toBeNull();
	});

	test('grows by portions', async () => {
		const many = Array.from({ length: 120 }, (_, at) => ({ ...token, token: `t${String(at)}` }));
		visit({ tokens: { tokens: () => Promise.resolve(ok(many)) } });
		await row('t0');
		expect(screen.getAllByRole('listitem')).toHaveLength(50);
		await fireEvent.click(button('Show more (70)'));
		expect(screen.getAllByRole('listitem')).toHaveLength(100);
	});

	test('that cannot be had can be asked for again', async () => {
		const tokens = vi
			.fn<Portal['adminTokens']['tokens']>()
			.mockResolvedValueOnce(fail({ kind: 'admin', problem: 'notAdmin' }))
			.mockResolvedValueOnce(ok([]));
		visit({ tokens: { tokens } });
		expect((await screen.findByRole('alert')).textContent).toContain('not an administrator');
		await fireEvent.click(button('Try again'));
		expect(await screen.findByText('There is no invitation yet.')).toBeTruthy();
	});
});

describe('a new invitation', () => {
	test('is made, and its link shown', async () => {
		const { created } = visit();
		await row('abc');
		await fireEvent.click(button('New invitation'));
		const uses = screen.getByRole<HTMLInputElement>('textbox', { name: 'Uses' });
		expect(document.activeElement).toBe(uses);
		await type(uses, '5');
		await type(screen.getByLabelText('Valid until'), '2999-12-31');
		await fireEvent.click(button('Create'));
		const made = created[0]?.token ?? '';
		const link = await screen.findByRole('region', { name: `Link of ${made}` });
		const address = `${location.origin}/register?token=${made}&homeserver=hs.test`;
		expect(textOf(link)).toContain(address);
		expect(within(link).getByRole('img', { name: `QR code of ${address}` })).toBeTruthy();
		expect(within(link).getByRole('button', { name: 'Copy' })).toBeTruthy();
		expect(created).toMatchObject([
			{ usesAllowed: 5, expiresAt: new Date(2999, 11, 31, 23, 59, 59, 999).getTime() }
		]);
		expect(textOf((await row(made)) ?? null)).toContain('0 of 5 used.');
		expect(visitNotes()).toMatchObject([{ task: 'createInvitation', result: 'done' }]);
		expect(JSON.stringify(visitNotes())).not.toContain(made);
	});

	test('is not made with faults', async () => {
		const { created } = visit();
		await row('abc');
		await fireEvent.click(button('New invitation'));
		const uses = screen.getByRole('textbox', { name: 'Uses' });
		await type(uses, '0');
		await type(screen.getByLabelText('Valid until'), '2001-01-01');
		await fireEvent.click(button('Create'));
		expect(descriptionOf(uses)).toContain('from 1 to 999999');
		expect(descriptionOf(screen.getByLabelText('Valid until'))).toContain('This day is over');
		expect(created).toEqual([]);
		await fireEvent.click(button('Cancel'));
		expect(button('New invitation')).toBeTruthy();
	});

	test('that is refused leaves what was typed', async () => {
		const error = { kind: 'admin', problem: 'notAdmin' } as const;
		visit({ tokens: { createToken: () => Promise.resolve(fail(error)) } });
		await row('abc');
		await fireEvent.click(button('New invitation'));
		await type(screen.getByRole('textbox', { name: 'Uses' }), '7');
		await fireEvent.click(button('Create'));
		expect((await screen.findByRole('alert')).textContent).toContain('not an administrator');
		expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Uses' }).value).toBe('7');
		expect(visitNotes()).toMatchObject([{ result: 'failed' }]);
	});
});

test('the link of one that is there is shown when it is asked for', async () => {
	visit();
	await row('abc');
	await fireEvent.click(button('Show link abc'));
	const title = screen.getByRole('heading', { name: 'Link of abc' });
	expect(document.activeElement).toBe(title);
});

describe('revoking', () => {
	test('asks first, then takes it off the list', async () => {
		const revokeToken = vi.fn(() => Promise.resolve(ok(true as const)));
		visit({ tokens: { revokeToken } });
		await row('abc');
		await fireEvent.click(button('Revoke abc'));
		const dialog = screen.getByRole('dialog', { name: 'Revoke abc?' });
		await fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
		expect(revokeToken).not.toHaveBeenCalled();
		await fireEvent.click(button('Revoke abc'));
		await fireEvent.click(
			within(screen.getByRole('dialog')).getByRole('button', { name: 'Revoke' })
		);
		expect(await screen.findByText('The invitation abc is revoked.')).toBeTruthy();
		expect(screen.getByText('There is no invitation yet.')).toBeTruthy();
		await waitFor(() => expect(document.activeElement?.tagName).toBe('H1'));
		expect(visitNotes()).toMatchObject([{ task: 'revokeInvitation', result: 'done' }]);
	});
});
