import type { Component } from 'svelte';
import type { KeyTask } from '$lib/base/key-tasks';
import { untilAgain } from '../../../again';

/** The page of a task; nothing of it comes before the person asks for it. */
type Load = () => Promise<{ default: Component }>;

const tasks: Partial<Record<KeyTask, Load>> = {
	verify: () => import('$lib/flows/verify-session/VerifySession.svelte')
};

/** How the page of a task comes; undefined where there is none. */
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
