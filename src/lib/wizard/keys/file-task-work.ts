import { ok, type Result } from '$lib/base/result';
import type { Secret } from '$lib/base/secret';
import type { FileTaskCommand, FileTaskEvent, Kind, Progress } from './file-task-states';
import { loading, type Load } from './load';

/** What exporting or importing is done with. */
export interface FileTaskPorts<T extends Kind> {
	/** Tries a recovery key, or its phrase. */
	open(typed: Secret, signal: AbortSignal): Promise<Result<NonNullable<T['key']>>>;
	load: Load;
	work(
		command: Extract<FileTaskCommand<T>, { run: 'work' }>,
		told: (progress: Progress) => void,
		signal: AbortSignal
	): Promise<Result<T['outcome']>>;
	/** Hears how far a command is. */
	tell(event: FileTaskEvent<T>): void;
}

/** Does what the machine asks for. Expected failures come back as values. */
export async function performFileTask<T extends Kind>(
	command: FileTaskCommand<T>,
	ports: FileTaskPorts<T>,
	signal: AbortSignal
): Promise<Result<FileTaskEvent<T>>> {
	switch (command.run) {
		case 'open': {
			const key = await ports.open(command.typed, signal);
			return key.ok ? ok({ type: 'opened', key: key.value }) : key;
		}
		case 'load':
			return loading(ports.load, (event) => ports.tell(event), signal);
		case 'work': {
			const told = (progress: Progress) => {
				if (!signal.aborted) ports.tell({ type: 'told', progress });
			};
			const done = await ports.work(command, told, signal);
			return done.ok ? ok({ type: 'worked', outcome: done.value }) : done;
		}
	}
}
