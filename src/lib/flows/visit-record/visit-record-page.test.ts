import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { textsFor, translateFor } from '$lib/i18n/testing';
import { forgetVisit, note, visitTasks, type VisitNote } from '$lib/session/visit-record';
import { lineOf, momentOf, taskOf } from './lines';
import VisitRecord from './VisitRecord.svelte';

const done: VisitNote = {
	when: Date.UTC(2026, 10, 21, 12, 30),
	who: '@op:example.org',
	whom: '@ada:example.org',
	task: 'setPassword',
	result: 'done'
};
const show = (locale = 'en') =>
	render(VisitRecord, { context: textsFor('help-desk/record', locale) });

afterEach(forgetVisit);

it('says so when nothing was done', () => {
	show();
	expect(screen.getByRole('heading', { level: 1, name: 'Record of this visit' })).toBeTruthy();
	expect(screen.getByText('Nothing was done in this visit so far.')).toBeTruthy();
	expect(screen.queryByRole('table')).toBeNull();
	expect(screen.queryByRole('button', { name: 'Copy' })).toBeNull();
});

it('is a table of what was done, by whom and to whom, the earliest first', () => {
	note(done);
	note({ ...done, whom: undefined, task: 'exportList', count: 7, result: 'failed' });
	show();
	const table = screen.getByRole('table', { name: 'Record of this visit' });
	const [, first, second] = within(table).getAllByRole('row');
	expect(first?.textContent).toMatch(/op:example\.org.*New password set.*ada:example\.org.*Done/u);
	expect(second?.textContent).toMatch(/List of users exported \(7\).*Failed/u);
});

it('is copied as lines for a ticket', async () => {
	const writeText = vi.fn().mockResolvedValue(undefined);
	vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
	note(done);
	note({ ...done, task: 'lock', result: 'partly' });
	show();
	await fireEvent.click(screen.getByRole('button', { name: 'Copy' }));
	const when = momentOf(done.when, 'en');
	expect(writeText).toHaveBeenCalledExactlyOnceWith(
		`${when}, @op:example.org: New password set, @ada:example.org. Done.\n` +
			`${when}, @op:example.org: Locked, @ada:example.org. Done in part.`
	);
	vi.unstubAllGlobals();
});

describe.each(['en', 'de'])('in %s', (locale) => {
	const t = translateFor('help-desk/record', locale);

	it.each(visitTasks)('%s has words of its own', (task) => {
		const words = visitTasks.map((one) => taskOf({ ...done, task: one }, t));
		expect(words.filter((one) => one === taskOf({ ...done, task }, t))).toHaveLength(1);
	});

	it('a line for a ticket says all of it', () => {
		const line = lineOf(done, t, locale);
		expect(line).toContain(momentOf(done.when, locale));
		expect(line).toContain('@op:example.org');
		expect(line).toContain('@ada:example.org');
		expect(line).toContain(taskOf(done, t));
		const { whom: _, ...alone } = done;
		expect(lineOf(alone, t, locale)).not.toContain('@ada');
	});
});

it('a moment tells its time zone', () => {
	expect(momentOf(done.when, 'en')).toMatch(/2026.*:30.*(UTC|GMT|[A-Z]{3})/u);
});
