import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lastMeaningfulLine, meaningful } from './log.ts';

const trace = `2026-01-01 10:00:00,000 INFO synapse.app: Starting
Traceback (most recent call last):
  File "homeserver.py", line 3, in main
    setup()
ValueError: the key is missing
`;

describe('the line that says what went wrong', () => {
	it('is the last of a trace', () => {
		expect(meaningful(trace)).toBe('ValueError: the key is missing');
	});

	it('is told without its time, level and origin', () => {
		expect(meaningful('2026-01-01 10:00:00,000 ERROR synapse.app: No such table\n')).toBe(
			'No such table'
		);
	});

	it('is none of the frames, rules and blank lines around it', () => {
		expect(meaningful('Error in configuration:\n  at line 3\n*****\n\n')).toBe(
			'Error in configuration:'
		);
	});

	it('may not be there', () => {
		expect(meaningful('\n  \n')).toBeUndefined();
	});
});

describe('several logs', () => {
	it('are looked through in turn, without the missing and the empty', () => {
		const folder = mkdtempSync(join(tmpdir(), 'log-'));
		const [empty, full] = [join(folder, 'empty'), join(folder, 'full')];
		writeFileSync(empty, '');
		writeFileSync(full, trace);
		expect(lastMeaningfulLine([join(folder, 'none'), empty, full])).toContain('ValueError');
		expect(lastMeaningfulLine([join(folder, 'none'), empty])).toBeUndefined();
	});
});
