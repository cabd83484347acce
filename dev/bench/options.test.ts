import { expect, test } from 'vitest';
import { Problem } from '../problem.ts';
import { help, parseBenchOptions } from './options.ts';

test('measures five times, and asks Lighthouse only when told to', () => {
	expect(parseBenchOptions([])).toEqual({ runs: 5, lighthouse: false, help: false });
});

test('takes every option that the help names', () => {
	const given = ['--runs=2', '--lighthouse', '--json=a.json', '--site=/tmp/site', '--help'];
	expect(parseBenchOptions(given)).toEqual({
		runs: 2,
		lighthouse: true,
		json: 'a.json',
		site: '/tmp/site',
		help: true
	});
	for (const option of given) expect(help).toContain(option.replace(/=.*/, ''));
});

test.each(['0', '100', 'many', '-1', '2.5'])('%s is no number of runs', (runs) => {
	expect(() => parseBenchOptions([`--runs=${runs}`])).toThrow('from 1 to 99');
});

test.each([['--fast'], ['folder'], ['--json']])('refuses %s in a sentence', (option) => {
	expect(() => parseBenchOptions([option])).toThrow(Problem);
	expect(() => parseBenchOptions([option])).toThrow('npm run bench -- --help');
});
