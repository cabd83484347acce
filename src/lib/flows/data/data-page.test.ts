import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fail } from '$lib/base/result';
import { textsFor } from '$lib/i18n/testing';
import { portalOf, withPortal } from '$lib/matrix/testing';
import { withSignedIn } from '$lib/session/testing';
import { isBusy, textOf } from '$lib/wizard/testing';
import Data from './Data.svelte';
import { scripted, type Script } from './testing';

const html = document.documentElement;
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const saved: { name: string; href: string }[] = [];

function show(script: Script = {}) {
	const { ports, asked } = scripted(script);
	const base = portalOf();
	const portal = portalOf({
		profile: { ...base.profile, ...ports.profile },
		security: { ...base.security, ...ports.security },
		data: ports.data
	});
	const ended = vi.fn();
	const page = withSignedIn(withPortal(Data, portal), ended);
	render(page, { props: {}, context: textsFor('account/data') });
	return { asked, ended };
}

beforeEach(() => {
	html.removeAttribute('data-ready');
	saved.length = 0;
	URL.createObjectURL = () => 'blob:made';
	URL.revokeObjectURL = () => undefined;
	vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
		this: HTMLAnchorElement
	) {
		saved.push({ name: this.download, href: this.href });
	});
});
afterEach(() => vi.restoreAllMocks());

test('says what the file holds and what not, and asks for nothing before', () => {
	const { asked } = show();
	expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Your data');
	expect(screen.getByText(/^Your messages and files are not in it/u)).toBeTruthy();
	expect(html.hasAttribute('data-ready')).toBe(true);
	expect(asked).toEqual([]);
});

test('saves the file, and once more when asked', async () => {
	show();
	await press('Download my data');
	const link = await screen.findByRole('link', { name: 'Save the file again' });
	expect(saved.map(({ href }) => href)).toEqual(['blob:made']);
	expect(saved[0]?.name).toMatch(/^Vestibule data ada \d{4}-\d\d-\d\d\.zip$/u);
	expect(screen.queryByRole('alert')).toBeNull();
	await fireEvent.click(link);
	expect(screen.getByRole('status').textContent).toContain('Your file is ready');
});

test('names what could not be had, and asks for everything again', async () => {
	const script: Script = { threepids: fail({ kind: 'refused' }) };
	const { asked } = show(script);
	await press('Download my data');
	expect(textOf(await screen.findByRole('alert'))).toContain('Emails and phone numbers');
	delete script.threepids;
	asked.length = 0;
	await press('Ask for everything again');
	await screen.findByRole('link', { name: 'Save the file again' });
	expect(screen.queryByRole('alert')).toBeNull();
	expect(asked).toContain('threepids');
});

test('says how far it is, and stops when asked', async () => {
	const { asked } = show({ rooms: ['!a', '!b', '!c'], hanging: true });
	await press('Download my data');
	expect(await screen.findByText('0 of 3 rooms')).toBeTruthy();
	expect(textOf(screen.getByRole('status'))).toBe('Asking for: Rooms');
	const bar = screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Progress' });
	expect(bar.value).toBe(0.5);
	// What was pressed stays, and the keyboard with it.
	expect(isBusy(screen.getByRole('button', { name: 'Download my data' }))).toBe(true);
	screen.getByRole('button', { name: 'Cancel' }).focus();
	await press('Cancel');
	expect(screen.getByRole('status').textContent).toContain('Stopped. Nothing was saved.');
	expect(saved).toEqual([]);
	await vi.waitFor(() => expect(document.activeElement).not.toBe(document.body));
	asked.length = 0;
	await press('Download my data');
	expect(asked).toEqual(['profile']);
});

test('a session that is over leads to sign-in', async () => {
	const reason = { kind: 'sessionEnded', soft: false } as const;
	const { ended } = show({ threepids: fail(reason) });
	await press('Download my data');
	await vi.waitFor(() => expect(ended).toHaveBeenCalledWith(reason));
});
