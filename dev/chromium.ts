import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { chromium as playwrightChromium } from '@playwright/test';
import { Problem } from './problem.ts';

/** Flags for every browser that the project starts: they keep it quiet, and alive in a container. */
export const chromiumFlags: readonly string[] = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync'
];

/**
 * What a browser without a window does not need. A later list replaces an earlier one, so Playwright's
 * own is repeated; the last two are the address bar's pop-ups, which cost each new window two
 * processes, and end-to-end tests a quarter of their time.
 */
const switchedOff = [
	'AvoidUnnecessaryBeforeUnloadCheckSync',
	'DestroyProfileOnBrowserClose',
	'HttpsUpgrades',
	'HttpsFirstBalancedModeAutoEnable',
	'LensOverlay',
	'MediaRouter',
	'PaintHolding',
	'ThirdPartyStoragePartitioning',
	'AvoidCorsURLLoaderRestartOnRedirect',
	'OptimizationHints',
	'NetworkTimeServiceQuerying',
	'AimEnabled',
	'PreconnectToSearch',
	'WebUIOmniboxPopup',
	'WebUIOmniboxAimPopup'
];

/** The same for tests and pictures. Not for what is measured: there the browser is as people have it. */
export const leanChromiumFlags: readonly string[] = [
	...chromiumFlags,
	`--disable-features=${switchedOff.join(',')}`
];

/** What the search asks of the machine; replaced in its test. */
export type Machine = {
	env: Readonly<Record<string, string | undefined>>;
	/** The absolute path of a program that is there and starts: a stub, or one without its libraries, does not. */
	working: (program: string) => string | undefined;
	/** Where Playwright keeps its own Chromium, downloaded or not. */
	own: () => string;
	/** Runs a command; false when it fails. It may take minutes. */
	run: (command: string, args: readonly string[]) => boolean;
	/** `ID` of /etc/os-release; empty elsewhere. */
	system: () => string;
	isRoot: () => boolean;
};

const playwright = join(import.meta.dirname, '../node_modules/@playwright/test/cli.js');

const programs = [
	'chromium',
	'chromium-browser',
	'google-chrome',
	'google-chrome-stable',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium'
];

/**
 * Looks for a Chromium that runs: the one of the variable CHROME, an installed one, Playwright's own.
 * @returns its absolute path; undefined when there is none
 */
export function findChromium(machine: Machine = thisMachine): string | undefined {
	const chosen = machine.env.CHROME;
	for (const program of [...(chosen ? [chosen] : programs), machine.own()]) {
		const path = machine.working(program);
		if (path !== undefined) return path;
	}
	return undefined;
}

/**
 * Finds a Chromium, and gets one when there is none: Playwright's own, else the system's package.
 * @param tell is told what is going on, since it can take minutes
 * @throws Problem that says what to do, when none can be had
 */
export function ensureChromium(
	tell: (sentence: string) => void,
	machine: Machine = thisMachine
): string {
	const ways = [() => true, () => download(tell, machine), () => installPackage(tell, machine)];
	for (const way of ways) {
		const found = way() ? findChromium(machine) : undefined;
		if (found !== undefined) return found;
	}
	throw new Problem(
		'There is no Chromium to test with, and it could not be installed. Install Chromium or ' +
			'Chrome, or set the variable CHROME to its path, then try again.'
	);
}

function download(tell: (sentence: string) => void, machine: Machine): boolean {
	tell('No Chromium is installed: downloading one.');
	return machine.run(process.execPath, [playwright, 'install', 'chromium']);
}

function installPackage(tell: (sentence: string) => void, machine: Machine): boolean {
	const system = machine.system();
	if (system !== 'debian' && system !== 'ubuntu') return false;
	const sudo = machine.isRoot() ? [] : ['sudo', '-n'];
	const asRoot = (...command: string[]) => {
		const [program = '', ...args] = [...sudo, ...command];
		return machine.run(program, args);
	};
	if (!asRoot('true')) return false;
	tell('Installing Chromium and its libraries with apt-get.');
	if (!asRoot('apt-get', 'update')) return false;
	// Ubuntu's package is a stub of another installer: there, Playwright's own needs its libraries.
	return system === 'debian'
		? asRoot('apt-get', 'install', '-y', 'chromium')
		: asRoot(process.execPath, playwright, 'install-deps', 'chromium');
}

const minute = 60_000;

function locate(program: string): string | undefined {
	if (isAbsolute(program)) return existsSync(program) ? program : undefined;
	const folders = (process.env.PATH ?? '').split(delimiter).filter(isAbsolute);
	return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

const thisMachine: Machine = {
	env: process.env,
	working: (program) => {
		const path = locate(program);
		const version = path && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: minute });
		return version && version.status === 0 ? path : undefined;
	},
	own: () => playwrightChromium.executablePath(),
	run: (command, args) => {
		try {
			execFileSync(command, args, {
				stdio: ['ignore', 'ignore', 'ignore'],
				timeout: 10 * minute,
				env: {
					...process.env,
					DEBIAN_FRONTEND: 'noninteractive',
					PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '20000'
				}
			});
			return true;
		} catch {
			return false;
		}
	},
	system: () => {
		if (!existsSync('/etc/os-release')) return '';
		return /^ID="?(\w+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
	},
	isRoot: () => process.getuid?.() === 0
};
