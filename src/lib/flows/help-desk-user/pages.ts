import type { Component } from 'svelte';
import type { TaskName } from './address';

/** What every page of a task is given; `verb` is the task's own name, for a page of several. */
interface Given extends Record<string, unknown> {
	userId: string;
	verb: TaskName;
}

/** Loads a page: a piece of script of its own, which nobody loads who does not open it. */
type Load = () => Promise<{ default: Component<Given> }>;

const moderate: Load = () => import('./tasks/Moderate.svelte');

/** The page of each task. */
export const pages: Readonly<Record<TaskName, Load>> = {
	password: () => import('./tasks/Password.svelte'),
	emails: () => import('./tasks/Emails.svelte'),
	identities: () => import('./tasks/ExternalIds.svelte'),
	profile: () => import('./tasks/Profile.svelte'),
	sessions: () => import('./tasks/Sessions.svelte'),
	lock: moderate,
	unlock: moderate,
	suspend: moderate,
	unsuspend: moderate,
	deactivate: () => import('./tasks/Deactivate.svelte'),
	reactivate: () => import('./tasks/Reactivate.svelte')
};

/** Deactivating several users at once. */
export const batch = () => import('./batch/Batch.svelte');
