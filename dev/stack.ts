import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startCaptchaVerifier } from './captcha.ts';
import { startControl } from './control.ts';
import { startIdentityProvider } from './identity/provider.ts';
import { startCatcher } from './mail/catcher.ts';
import { freePorts } from './net.ts';
import { startPortal, type Portal, type PortalOptions } from './portal/server.ts';
import { Problem } from './problem.ts';
import { repository, stateSubfolder } from './state.ts';
import type { ExtraHomeserver, HomeserverAddress, StackAddresses } from './stack-addresses.ts';
import { homeserverPython } from './synapse/environment.ts';
import { createHomeserver, type Homeserver } from './synapse/homeserver.ts';
import { testVariants, variants, type Variant } from './synapse/variants.ts';
import { followSite, loadSite, type Site } from './portal/site.ts';

/** What to start; everything has a default. */
export type StackOptions = {
	/** Homeservers to start at once; the others start when they are asked for. */
	variants?: Variant[];
	/** The built site; `build/` of the repository if absent. */
	siteFolder?: string;
	/** Serve each new build without a restart: for people, not for test runs. */
	follow?: boolean;
};

/** A running stack. `addresses` is plain data, to hand to other processes. */
export type Stack = { addresses: StackAddresses; stop: () => Promise<void> };

/**
 * Starts all that end-to-end tests need, on free ports: mail catcher, captcha verifier, homeservers,
 * and a control server through which tests ask for portals and for homeservers of their own.
 * @throws Problem when something cannot start; what had started is stopped then
 */
export async function startTestStack(options: StackOptions = {}): Promise<Stack> {
	const stack = new TestStack(options);
	try {
		return { addresses: await stack.start(), stop: () => stack.stop() };
	} catch (error) {
		await stack.stop();
		throw error;
	}
}

/** The running parts of a stack, and how to make more of them. */
class TestStack {
	#options: StackOptions;
	#folder = ownFolder();
	#homeservers = new Map<string, Homeserver>();
	#portals = new Map<string, Promise<Portal>>();
	#stops: (() => Promise<void>)[] = [];
	#site: (() => Site) | undefined;

	constructor(options: StackOptions) {
		this.#options = options;
	}

	async start(): Promise<StackAddresses> {
		await homeserverPython(); // once, before several homeservers would make it at the same time
		const catcher = await startCatcher({ web: 0, smtp: 0 });
		const captcha = await startCaptchaVerifier();
		const identityProvider = await startIdentityProvider();
		this.#stops.push(catcher.stop, captcha.stop, identityProvider.stop);
		const shared = { smtpPort: catcher.smtpPort, captcha, identityProvider };
		const create = async ({ name, variant, linkLifetime, hashRounds = 4 }: ExtraHomeserver) => {
			const [port = 0] = await freePorts(1);
			const folder = join(this.#folder, name);
			const traits = variants[variant];
			return createHomeserver({ ...shared, traits, port, folder, linkLifetime, hashRounds });
		};
		const control = await startControl({
			portal: (config) => this.#portal(config),
			extraHomeserver: async (wanted) => {
				if (this.#homeservers.has(wanted.name)) throw new Problem(`${wanted.name} exists already`);
				return this.#add(wanted.name, await create(wanted));
			},
			homeserver: (name) => this.#homeservers.get(name)
		});
		this.#stops.push(control.stop);
		for (const variant of testVariants)
			this.#homeservers.set(variant, await create({ name: variant, variant }));
		const atOnce = this.#options.variants ?? testVariants;
		await Promise.all(atOnce.map(async (variant) => this.#homeservers.get(variant)?.start()));
		return {
			control: control.url,
			mail: { url: catcher.url, smtpPort: catcher.smtpPort },
			captcha: { siteKey: captcha.siteKey, answer: captcha.answer },
			identityProvider: { url: identityProvider.issuer },
			homeservers: Object.fromEntries(
				[...this.#homeservers].map(([name, homeserver]) => [name, addressOf(name, homeserver)])
			) as StackAddresses['homeservers']
		};
	}

	async stop(): Promise<void> {
		const homeservers = [...this.#homeservers.values()];
		const portals = await Promise.allSettled([...this.#portals.values()]);
		await Promise.all([
			...homeservers.map((homeserver) => homeserver.stop()),
			...portals.flatMap((portal) => (portal.status === 'fulfilled' ? [portal.value.stop()] : [])),
			...this.#stops.map((stop) => stop())
		]);
	}

	#add(name: string, homeserver: Homeserver): HomeserverAddress {
		this.#homeservers.set(name, homeserver);
		return addressOf(name, homeserver);
	}

	/** One portal for each different configuration, shared by all who ask for the same. */
	async #portal(config: PortalOptions['config']): Promise<string> {
		const key = JSON.stringify({ config });
		const portal = this.#portals.get(key) ?? startPortal({ site: this.#openSite(), config });
		this.#portals.set(key, portal);
		return (await portal).url;
	}

	#openSite(): () => Site {
		if (this.#site) return this.#site;
		const folder = this.#options.siteFolder ?? join(repository, 'build');
		if (!existsSync(folder)) throw new Problem(`There is no built portal in ${folder}.`);
		if (this.#options.follow) return (this.#site = followSite(folder));
		const site = loadSite(folder);
		return (this.#site = () => site);
	}
}

function addressOf(name: string, { baseUrl, serverName, sharedSecret, log }: Homeserver) {
	return { name, baseUrl, serverName, sharedSecret, log };
}

/** A folder for this run. Those of runs that have ended are removed: their logs were kept so far. */
function ownFolder(): string {
	const all = stateSubfolder('test');
	for (const name of readdirSync(all))
		if (!isAlive(Number(name))) rmSync(join(all, name), { recursive: true, force: true });
	return stateSubfolder('test', String(process.pid));
}

function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
