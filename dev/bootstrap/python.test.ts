import { describe, expect, it } from 'vitest';
import { findPython } from './python.mjs';

const machine = (commands: Record<string, string>) => (command: string) => commands[command];

describe('finding Python', () => {
	it('takes python3 when it is new enough', () => {
		const ask = machine({ python3: '3.11 1 /usr/bin/python3\n', python: '3.13 1 /opt/python' });
		expect(findPython(ask)).toEqual({ python: '/usr/bin/python3' });
	});

	it('takes one of another name when python3 is too old', () => {
		const ask = machine({
			python3: '3.9 1 /usr/bin/python3',
			'python3.12': '3.12 1 /opt/python3.12'
		});
		expect(findPython(ask)).toEqual({ python: '/opt/python3.12' });
	});

	it('passes over one that cannot make an environment', () => {
		const ask = machine({ python3: '3.11 0 /usr/bin/python3', python: '3.10 1 /opt/a b/python' });
		expect(findPython(ask)).toEqual({ python: '/opt/a b/python' });
	});

	it('is not misled by a version of more digits', () => {
		expect(findPython(machine({ python3: '3.9 1 /a' }))).toHaveProperty('problem');
		expect(findPython(machine({ python3: '3.10 1 /a' }))).toEqual({ python: '/a' });
		expect(findPython(machine({ python: '2.70 1 /a' }))).toHaveProperty('problem');
	});

	it('says that there is none', () => {
		expect(findPython(machine({}))).toEqual({
			problem: 'Python is missing. Install Python 3.10 or newer and start again.'
		});
	});

	it('says that the one there is is too old', () => {
		expect(findPython(machine({ python3: '3.8 1 /usr/bin/python3' }))).toEqual({
			problem: 'Python 3.8 is too old. Install Python 3.10 or newer and start again.'
		});
	});

	it('says what is missing from Python', () => {
		const { problem } = findPython(machine({ python3: '3.11 0 /usr/bin/python3' })) as {
			problem: string;
		};
		expect(problem).toContain('python3-venv');
	});

	it('takes nothing from a command that says something else', () => {
		expect(findPython(machine({ python3: 'Python was not found' }))).toHaveProperty('problem');
	});

	it('finds the one of this machine', () => {
		expect(findPython()).toHaveProperty('python');
	});
});
