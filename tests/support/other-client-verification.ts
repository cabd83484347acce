import {
	CryptoEvent,
	VerificationPhase,
	VerificationRequestEvent,
	VerifierEvent,
	type ShowSasCallbacks,
	type VerificationRequest
} from 'matrix-js-sdk/lib/crypto-api/index.js';
import type { Page } from '@playwright/test';
import type { OtherClient } from './other-client.ts';

/** One comparison of emoji, as the person at the other device sees it. */
export interface OtherSide {
	request: VerificationRequest;
	/** The English names of the emoji, when they are there. */
	names(): Promise<string[]>;
	match(): Promise<void>;
	differ(): Promise<void>;
	cancel(): Promise<void>;
	/** `done`, or why it was cancelled (`m.user`, `m.mismatched_sas`, …). */
	over(): Promise<string>;
}

/**
 * Waits until the page asks the other client, which has been started, to compare. An app takes no
 * notice of a session that it does not know, and the page's keys have come only a moment before: so
 * the request is on its way as long as the app needs to hear of them.
 */
export function asked(other: OtherClient, page: Page): Promise<VerificationRequest> {
	void page.route('**/sendToDevice/m.key.verification.request/**', async (route) => {
		await other.look();
		await route.fallback();
	});
	return new Promise((resolve) => {
		other.client.once(CryptoEvent.VerificationRequestReceived, resolve);
	});
}

/** Accepts on the other client, and compares. */
export async function accept(request: VerificationRequest): Promise<OtherSide> {
	await request.accept();
	return compare(request);
}

/** Begins on the other client, as a person does who sees an unverified session in its list. */
export async function begin(other: OtherClient, deviceId: string): Promise<OtherSide> {
	await other.look();
	const userId = other.client.getSafeUserId();
	return compare(await other.crypto.requestDeviceVerification(userId, deviceId));
}

function compare(request: VerificationRequest): OtherSide {
	let shown: ShowSasCallbacks | undefined;
	const sas = new Promise<ShowSasCallbacks>((resolve) => {
		let following = false;
		const follow = () => {
			const { verifier } = request;
			if (!verifier || following) return;
			following = true;
			const found = (callbacks: ShowSasCallbacks) => {
				shown = callbacks;
				resolve(callbacks);
			};
			const there = verifier.getShowSasCallbacks();
			if (there) found(there);
			verifier.on(VerifierEvent.ShowSas, found);
			verifier.verify().catch(() => undefined);
		};
		request.on(VerificationRequestEvent.Change, follow);
		follow();
	});
	return {
		request,
		names: async () => ((await sas).sas.emoji ?? []).map(([, name]) => name),
		match: async () => (await sas).confirm(),
		differ: async () => (await sas).mismatch(),
		cancel: async () => (shown ? shown.cancel() : request.cancel()),
		over: () =>
			new Promise((resolve) => {
				const look = () => {
					if (request.phase === VerificationPhase.Done) resolve('done');
					if (request.phase === VerificationPhase.Cancelled)
						resolve(request.cancellationCode ?? 'unknown');
				};
				request.on(VerificationRequestEvent.Change, look);
				look();
			})
	};
}
