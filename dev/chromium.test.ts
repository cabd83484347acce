import { describe, expect, test } from 'vitest';
import { ensureChromium, findChromium, type Machine } from './chromium.ts';

interface Made {
	env?: Record<string, string>;
	installed?: string[];
	/** What a command that ends well makes available; a command that is not listed fails. */
	commands?: Record<string, string[]>;
	system?: string;
	root?: boolean;
}

function machine({ env = {}, installed = [], commands = {}, system = '', root = false }: Made) {
	const there = new Set(installed);
	const ran: string[] = [];
	const made: Machine = {
		env,
		working: (program) => (there.has(program) ? `/found/${program}` : undefined),
		own: () => 'own',
		run: (command, args) => {
			const words = [command === process.execPath ? 'node' : command, ...args].join(' ');
			const line = words.replace(/\S*cli\.js/, 'playwright');
			ran.push(line);
			for (const program of commands[line] ?? []) there.add(program);
			return line in commands;
		},
		system: () => system,
		isRoot: () => root
	};
	return { made, ran };
}

const quiet = () => {};
const download = 'node playwright install chromium';

describe('findChromium', () => {
	test('prefers what CHROME names over everything installed', () => {
		const { made } = machine({ env: { CHROME: '/mine' }, installed: ['chromium', '/mine'] });
		expect(findChromium(made)).toBe('/found//mine');
	});

	test('takes an installed Chromium before Chrome, and Playwright’s own last', () => {
		expect(findChromium(machine({ installed: ['own', 'google-chrome'] }).made)).toBe(
			'/found/google-chrome'
		);
		expect(findChromium(machine({ installed: ['google-chrome', 'chromium'] }).made)).toBe(
			'/found/chromium'
		);
		expect(findChromium(machine({ installed: ['own'] }).made)).toBe('/found/own');
	});

	test('does not fall back to an installed one when CHROME names one that does not start', () => {
		const { made } = machine({ env: { CHROME: '/gone' }, installed: ['chromium'] });
		expect(findChromium(made)).toBeUndefined();
	});

	test('answers with the absolute path of a browser that starts, on this machine', () => {
		const found = findChromium();
		expect(found === undefined || found.startsWith('/')).toBe(true);
	});
});

describe('ensureChromium', () => {
	test('installs nothing when there is one', () => {
		const { made, ran } = machine({ installed: ['chromium'] });
		expect(ensureChromium(quiet, made)).toBe('/found/chromium');
		expect(ran).toEqual([]);
	});

	test('downloads Playwright’s own, and says so', () => {
		const { made } = machine({ commands: { [download]: ['own'] } });
		const told: string[] = [];
		expect(ensureChromium((sentence) => told.push(sentence), made)).toBe('/found/own');
		expect(told).toHaveLength(1);
	});

	test('installs Debian’s package as root when the download fails', () => {
		const { made, ran } = machine({
			commands: { true: [], 'apt-get update': [], 'apt-get install -y chromium': ['chromium'] },
			system: 'debian',
			root: true
		});
		expect(ensureChromium(quiet, made)).toBe('/found/chromium');
		expect(ran).toEqual([download, 'true', 'apt-get update', 'apt-get install -y chromium']);
	});

	test('installs it with sudo only where sudo asks for no password', () => {
		const allowed = machine({
			commands: {
				'sudo -n true': [],
				'sudo -n apt-get update': [],
				'sudo -n apt-get install -y chromium': ['chromium']
			},
			system: 'debian'
		});
		expect(ensureChromium(quiet, allowed.made)).toBe('/found/chromium');
		const refused = machine({ system: 'debian' });
		expect(() => ensureChromium(quiet, refused.made)).toThrow('set the variable CHROME');
		expect(refused.ran).toEqual([download, 'sudo -n true']);
	});

	test('gets the libraries for a downloaded one on Ubuntu', () => {
		const { made } = machine({
			commands: {
				[download]: [],
				true: [],
				'apt-get update': [],
				'node playwright install-deps chromium': ['own']
			},
			system: 'ubuntu',
			root: true
		});
		expect(ensureChromium(quiet, made)).toBe('/found/own');
	});

	test('says what to do when nothing helps', () => {
		const { made, ran } = machine({ system: 'fedora', root: true });
		expect(() => ensureChromium(quiet, made)).toThrow('Install Chromium or Chrome');
		expect(ran).toEqual([download]);
	});
});
