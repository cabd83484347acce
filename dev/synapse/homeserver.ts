import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, Problem } from '../problem.ts';
import { checkPort } from '../net.ts';
import { repository } from '../state.ts';
import { homeserverUrl, logConfig, synapseConfig, type Secrets, type Setup } from './config.ts';
import { homeserverPython } from './environment.ts';
import { lastMeaningfulLine } from './log.ts';

/** A homeserver that runs, and can be stopped and started again on its port. */
export type Homeserver = {
	baseUrl: string;
	serverName: string;
	sharedSecret: string;
	log: string;
	/**
	 * Starts it (again), on the same port and with the same data, and waits until it answers.
	 * Does nothing when it runs.
	 * @throws Problem when the port is taken, or with what its log says last
	 */
	start: () => Promise<void>;
	/** Ends it and waits until it has ended. */
	stop: () => Promise<void>;
};

const startLimit = 90_000;

/** Sets up a homeserver in its folder, where its state is kept between runs. It does not run yet. */
export function createHomeserver(
	setup: Omit<Setup, 'secrets'> & {
		/** Told, with a sentence, when the homeserver ends although nobody stopped it. */
		onBreak?: (sentence: string) => void;
	}
): Homeserver {
	mkdirSync(setup.folder, { recursive: true });
	const secrets = keptSecrets(setup.folder);
	writeConfiguration({ ...setup, secrets });
	const log = join(setup.folder, 'homeserver.log');
	let running: ChildProcess | undefined;
	let starting: Promise<void> | undefined;
	let isReady = false;
	const homeserver: Homeserver = {
		baseUrl: homeserverUrl(setup.port),
		serverName: `localhost:${setup.port}`,
		sharedSecret: secrets.sharedSecret,
		log,
		start: () => (starting ??= begin()),
		async stop() {
			isReady = false;
			if (!running) await starting?.catch(() => undefined);
			if (running) await end(running);
		}
	};
	const begin = async () => {
		try {
			await checkPort(setup.port, 'homeserver');
			running = launch(await homeserverPython(), setup.folder);
			running.once('exit', () => {
				running = starting = undefined;
				if (isReady) setup.onBreak?.(`The homeserver has ended by itself. (${log})`);
			});
			await waitUntilReady(running, homeserver.baseUrl, log);
			isReady = true;
		} catch (error) {
			starting = undefined;
			throw error;
		}
	};
	return homeserver;
}

function writeConfiguration(setup: Setup): void {
	const write = (name: string, content: object) =>
		writeFileSync(join(setup.folder, name), JSON.stringify(content, undefined, 2));
	write('homeserver.json', synapseConfig(setup));
	write('log.json', logConfig(setup.folder));
	const key = join(setup.folder, 'signing.key');
	if (existsSync(key)) return;
	const seed = randomBytes(32).toString('base64').replace(/=+$/, '');
	writeFileSync(key, `ed25519 a_dev ${seed}\n`, { mode: 0o600 });
}

function keptSecrets(folder: string): Secrets {
	const path = join(folder, 'secrets.json');
	if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Secrets;
	const secret = () => randomBytes(24).toString('base64url');
	const made = { sharedSecret: secret(), macaroonSecret: secret(), formSecret: secret() };
	writeFileSync(path, JSON.stringify(made), { mode: 0o600 });
	return made;
}

function launch(python: string, folder: string): ChildProcess {
	const script = join(repository, 'dev/synapse/launch.py');
	const output = join(folder, 'output.log');
	writeFileSync(output, '');
	const environment = { ...process.env };
	// A proxy is for the outside; what the homeserver talks to is on this machine.
	for (const name of Object.keys(environment))
		if (/^(https?|all)_proxy$/i.test(name)) Reflect.deleteProperty(environment, name);
	const child = spawn(python, [script, '-c', join(folder, 'homeserver.json')], {
		cwd: folder,
		env: environment,
		// Ctrl-C in a terminal reaches a whole process group: out of it, we end things in order.
		detached: true,
		stdio: ['pipe', 'pipe', 'pipe']
	});
	const keep = (text: Buffer) => writeFileSync(output, text, { flag: 'a' });
	child.stdout.on('data', keep);
	child.stderr.on('data', keep);
	return child;
}

async function waitUntilReady(child: ChildProcess, baseUrl: string, log: string): Promise<void> {
	const ended = new Promise<Error>((done) => {
		child.once('error', done);
		child.once('exit', () => done(new Problem(whyItEnded(log))));
	});
	const asking = new AbortController();
	const answer = await Promise.race([ended, askUntilAnswered(baseUrl, asking.signal)]);
	asking.abort();
	if (!answer) return;
	if (child.exitCode === null) await end(child);
	throw answer instanceof Problem ? answer : new Problem(messageOf(answer));
}

async function askUntilAnswered(baseUrl: string, signal: AbortSignal): Promise<Error | undefined> {
	const until = Date.now() + startLimit;
	while (Date.now() < until && !signal.aborted) {
		const answer = await fetch(`${baseUrl}/_matrix/client/versions`, { signal }).catch(
			() => undefined
		);
		if (answer?.ok) return undefined;
		await new Promise((done) => setTimeout(done, 100));
	}
	return new Problem(`The homeserver did not answer within ${startLimit / 1000} seconds.`);
}

function whyItEnded(log: string): string {
	const line = lastMeaningfulLine([join(log, '../output.log'), log]);
	return `The homeserver could not start: ${line ?? 'it says nothing about it.'} (${log})`;
}

function end(child: ChildProcess): Promise<void> {
	return new Promise((done) => {
		if (child.exitCode !== null || child.signalCode !== null) return done();
		const kill = setTimeout(() => child.kill('SIGKILL'), 5000);
		child.once('exit', () => {
			clearTimeout(kill);
			done();
		});
		child.kill('SIGTERM');
	});
}
