import { keyTaskPath, originOf, type KeyTask } from '$lib/base/key-tasks';

/** The path of another task, from which the way back is the same as from this page. */
export const withSameWayBack = (task: KeyTask): string =>
	keyTaskPath(task, originOf(new URLSearchParams(location.search))?.from);
