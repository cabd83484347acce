import { describe, expect, test } from 'vitest';
import { Secret } from '$lib/base/secret';
import { key, passphrase } from '$lib/wizard/keys/file-task-testing';
import { transition, type State } from './import-keys';
import { file, given, imported } from './testing';

const source = { file, passphrase };
const form: State = { step: 'form', faults: {} };
const opening: State = { step: 'opening', given: source };
const loading: State = { step: 'loading', given: source, key: undefined };

describe('the form', () => {
	test('needs no recovery key', () => {
		const next = transition(form, { type: 'submitted', given: given() });
		expect(next).toEqual({ state: loading, command: { run: 'load' } });
		const loaded = transition(next.state, { type: 'loaded' });
		expect(loaded.command).toEqual({ run: 'work', given: source, key: undefined });
	});

	test('tries the recovery key first where there is one', () => {
		const typed = new Secret('EsTc');
		const next = transition(form, { type: 'submitted', given: given({ typed }) });
		expect(next).toEqual({ state: opening, command: { run: 'open', typed } });
		const opened = transition(next.state, { type: 'opened', key });
		expect(opened.command).toEqual({ run: 'load' });
		const loaded = transition(opened.state, { type: 'loaded' });
		expect(loaded.command).toEqual({ run: 'work', given: source, key });
	});

	test.each([
		[{ file: undefined }, { file: 'missing' }],
		[{ passphrase: new Secret('') }, { passphrase: 'missing' }],
		[
			{ file: undefined, passphrase: new Secret('') },
			{ file: 'missing', passphrase: 'missing' }
		]
	])('tells all that is missing at once: %#', (more, faults) => {
		const next = transition(form, { type: 'submitted', given: given(more) });
		expect(next).toEqual({ state: { step: 'form', faults } });
	});

	test.each([
		opening,
		loading,
		{ step: 'working' },
		{ step: 'done', outcome: imported }
	] satisfies State[])('is sent once: $step', (state) => {
		expect(transition(state, { type: 'submitted', given: given() })).toEqual({ state });
	});
});

describe('failures', () => {
	test.each([
		['recoveryKeyWrong', 'key'],
		['keyFileForeign', 'file'],
		['keyFileDamaged', 'file'],
		['passphraseWrong', 'passphrase']
	] as const)('%s is told at its field', (kind, field) => {
		expect(transition({ step: 'working' }, { type: 'failed', error: { kind } }).state).toEqual({
			step: 'form',
			faults: { [field]: { kind } }
		});
	});

	test('others concern the page', () => {
		const error = { kind: 'backupNone' } as const;
		expect(transition({ step: 'working' }, { type: 'failed', error }).state).toEqual({
			step: 'form',
			faults: {},
			error
		});
	});
});
