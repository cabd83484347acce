import type { Result } from '$lib/base/result';
import { startWasm } from './crypto/wasm';
import { exportBackup } from './keys/export-backup';
import { importFile } from './keys/import-file';
import type { KeyFilesPort } from './keys-ports';

const started = (signal: AbortSignal): Promise<Result<true>> => startWasm(() => undefined, signal);

/** Cancelled, failed or done: nothing of the keys stays behind. */
export const exportKeys: KeyFilesPort['exportKeys'] = async (given, told, signal) => {
	const start = await started(signal);
	return start.ok ? exportBackup(given, told, signal) : start;
};

/** What was uploaded before it was cancelled stays in the backup, and does no harm there. */
export const importKeys: KeyFilesPort['importKeys'] = async (given, told, signal) => {
	const start = await started(signal);
	return start.ok ? importFile(given, told, signal) : start;
};
