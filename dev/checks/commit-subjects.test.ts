import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { subjectFault } from './commit-subjects.ts';

const good = [
	'feat: registration',
	'fix(wizard): keep what was typed',
	'feat!: rename a key of config.json',
	'refactor(uia)!: one machine',
	'docs: say why in the record of decisions',
	`chore: ${'x'.repeat(65)}`
];
const bad = [
	['Fix the wizard', 'form'],
	['feature: registration', 'form'],
	['feat:registration', 'form'],
	['feat:  two spaces', 'form'],
	['feat(Wizard): upper case', 'form'],
	['feat: ', 'form'],
	['fixup! feat: registration', 'form'],
	['Merge branch main', 'form'],
	['feat: ends with a full stop.', 'full stop'],
	[`chore: ${'x'.repeat(66)}`, '73 characters']
] as const;

describe('subjectFault', () => {
	test.each(good)('takes %s', (subject) => {
		expect(subjectFault(subject)).toBeUndefined();
	});

	test.each(bad)('refuses %s', (subject, why) => {
		expect(subjectFault(subject)).toContain(why);
	});
});

describe('the hook', () => {
	const hook = (subject: string) =>
		spawnSync('sh', ['.githooks/check-subject', subject], { encoding: 'utf8' });

	test.each(good)('takes %s as well', (subject) => {
		expect(hook(subject)).toMatchObject({ status: 0, stderr: '' });
	});

	test.each(bad)('refuses %s as well', (subject) => {
		const { status, stderr } = hook(subject);
		expect(status).toBe(1);
		expect(stderr).toContain(subject);
	});
});
