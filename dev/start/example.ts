import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startIdentityProvider } from '../identity/provider.ts';
import { startCatcher } from '../mail/catcher.ts';
import { checkPort } from '../net.ts';
import { stateFolder, stateSubfolder } from '../state.ts';
import { hasHomeserverPython, homeserverPython } from '../synapse/environment.ts';
import { createHomeserver, type Homeserver } from '../synapse/homeserver.ts';
import { variants } from '../synapse/variants.ts';
import { exampleAccounts, type ExampleAccounts } from './accounts.ts';
import { replaceEarlierRun } from './earlier-run.ts';
import type { Ports, StartOptions } from './options.ts';
import type { Progress } from './progress.ts';

/** What `npm start` and `npm run dev` have in common: everything but the portal. */
export type Example = {
	homeserver: Homeserver;
	accounts: ExampleAccounts;
	inboxUrl: string;
	identityUrl: string;
	/** The portal's `/config.json`. */
	config: object;
	/** Ends when the homeserver ends although nobody stopped it; the sentence for it. */
	broken: Promise<string>;
	stop: () => Promise<void>;
};

/** Things to undo, the latest first. */
type Undo = (() => Promise<void> | void)[];

/**
 * Starts the homeserver with its accounts, the mail catcher and the OpenID provider.
 * @throws Problem for whatever a person can put right; what had started is stopped then
 */
export async function startExample(options: StartOptions, progress: Progress): Promise<Example> {
	const undo: Undo = [];
	const stop = async () => {
		for (const step of undo.splice(0).reverse()) await step();
	};
	try {
		await prepare(options, progress, undo);
		return { ...(await startParts(options.ports, progress, undo)), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function prepare(options: StartOptions, progress: Progress, undo: Undo): Promise<void> {
	const { ended, forget } = await replaceEarlierRun(stateSubfolder('start'));
	if (ended) progress.note(`An earlier run (process ${ended}) was still there and has been ended.`);
	undo.push(forget);
	if (options.reset) {
		rmSync(join(stateFolder, 'start'), { recursive: true, force: true });
		await replaceEarlierRun(stateSubfolder('start'));
		progress.note('All accounts of earlier runs are forgotten.');
	}
	// Before anything that takes time; the homeserver checks its own once more when it starts.
	await checkPort(options.ports.portal, 'portal');
	await checkPort(options.ports.synapse, 'homeserver');
}

async function startParts(ports: Ports, progress: Progress, undo: Undo) {
	const catcher = await startCatcher({ web: ports.mail, smtp: ports.smtp });
	undo.push(catcher.stop);
	const identityProvider = await startIdentityProvider(ports.idp);
	undo.push(identityProvider.stop);
	if (!hasHomeserverPython())
		await progress.step(
			'The homeserver is installed',
			homeserverPython,
			'Installing the homeserver. The first time takes up to a minute.'
		);
	// Its name has the port in it, and its data are bound to its name.
	const folder = stateSubfolder('start', `homeserver-${ports.synapse}`);
	let tellBroken: (sentence: string) => void = () => undefined;
	const broken = new Promise<string>((done) => (tellBroken = done));
	const homeserver = createHomeserver({
		traits: variants.example,
		port: ports.synapse,
		folder,
		smtpPort: ports.smtp,
		identityProvider,
		trustedClients: [`http://localhost:${ports.portal}/`],
		onBreak: tellBroken
	});
	undo.push(() => homeserver.stop());
	await progress.step('The homeserver runs', () => homeserver.start());
	return {
		homeserver,
		accounts: await exampleAccounts(homeserver, folder),
		inboxUrl: catcher.url,
		identityUrl: identityProvider.issuer,
		config: portalConfig(homeserver),
		broken
	};
}

function portalConfig({ baseUrl, serverName }: Homeserver): object {
	return {
		default_server_config: { 'm.homeserver': { base_url: baseUrl, server_name: serverName } },
		clients: [{ id: 'element', name: 'Element', url: 'https://app.element.io/' }],
		features: { help_desk: true }
	};
}
