import type { Component } from 'svelte';
import type { KeyTask } from '$lib/base/key-tasks';
import { untilAgain } from '../../../again';

/** The page of a task; nothing of it comes before the person asks for it. */
type Load = () => Promise<{ default: Component }>;

const tasks: Readonly<Record<KeyTask, Load>> = {
	'set-up': () => import('$lib/flows/secure-backup/SecureBackup.svelte'),
	reset: () => import('$lib/flows/reset-encryption/ResetEncryption.svelte'),
	verify: () => import('$lib/flows/verify-session/VerifySession.svelte'),
	test: () => import('$lib/flows/test-key/TestKey.svelte'),
	export: () => import('$lib/flows/export-keys/ExportKeys.svelte'),
	import: () => import('$lib/flows/import-keys/ImportKeys.svelte')
};

/** How the page of a task comes; undefined where none is named. */
export const loaderOf = (task: KeyTask | undefined): Load | undefined => task && tasks[task];

/** Tries again until it is there: on a bad line a missing piece must not end anything. */
export async function loadTask(
	load: Load,
	isWanted: () => boolean
): Promise<Component | undefined> {
	while (isWanted()) {
		try {
			return (await load()).default;
		} catch {
			await untilAgain(3_000);
		}
	}
	return undefined;
}
