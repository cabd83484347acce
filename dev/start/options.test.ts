import { describe, expect, it } from 'vitest';
import { Problem } from '../problem.ts';
import { help, parseStartOptions, portAdvice } from './options.ts';

const defaults = { portal: 4180, synapse: 4181, mail: 4182, smtp: 4183, idp: 4184 };
const parse = (args: string[] = [], environment: Record<string, string> = {}) =>
	parseStartOptions(args, environment);

describe('the options of npm start', () => {
	it('have defaults', () => {
		expect(parse()).toEqual({ ports: defaults, reset: false, help: false });
	});

	it('are read from the command line', () => {
		const args = ['--reset', '--portal-port=5000', '--smtp-port', '5001', '--help'];
		expect(parse(args)).toEqual({
			ports: { ...defaults, portal: 5000, smtp: 5001 },
			reset: true,
			help: true
		});
	});

	it('are read from the environment, and the command line wins', () => {
		const environment = { VESTIBULE_IDP_PORT: '6000', VESTIBULE_MAIL_PORT: '6001' };
		expect(parse(['--mail-port=7000'], environment).ports).toEqual({
			...defaults,
			idp: 6000,
			mail: 7000
		});
	});

	it.each(['x', '0', '65536', '-1', '80.5', ''])('refuse "%s" as a port', (port) => {
		expect(() => parse([`--synapse-port=${port}`])).toThrow(
			`"${port}" is no port for the homeserver: a number up to 65535 is.`
		);
	});

	it('refuse one port for two services', () => {
		expect(() => parse(['--mail-port=4180'])).toThrow('Port 4180 is given to two services.');
	});

	it.each([['--foo'], ['word'], ['--portal-port']])(
		'refuse %s with a word on where to look',
		(arg) => {
			expect(() => parse([arg])).toThrow(Problem);
			expect(() => parse([arg])).toThrow('npm start -- --help');
		}
	);
});

describe('the help', () => {
	it.each(Object.entries(defaults))('names the port of %s', (name, port) => {
		expect(help).toMatch(new RegExp(`--${name}-port=<n>.*\\(${port}\\)`));
	});
});

describe('the sentence for a taken port', () => {
	it('says which option chooses another', () => {
		const taken = 'Port 4182, meant for the inbox, is taken by another program.';
		expect(portAdvice(defaults, taken)).toBe(
			`${taken} Choose another one with --mail-port=<number>.`
		);
	});

	it('is left alone when it is about something else', () => {
		expect(portAdvice(defaults, 'The disk is full.')).toBe('The disk is full.');
	});
});
