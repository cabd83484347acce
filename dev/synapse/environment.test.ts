import { describe, expect, it } from 'vitest';
import { installProblem } from './environment.ts';

describe('the sentence for a homeserver that cannot be installed', () => {
	it.each([
		'error: dns error: failed to lookup address information',
		'Failed to establish a new connection: [Errno -3] Temporary failure in name resolution',
		'ConnectionRefusedError: [Errno 111] Connection refused',
		'ReadTimeoutError: Read timed out.'
	])('names the network for: %s', (output) => {
		expect(installProblem({ code: 1, output }, '/log').message).toBe(
			'The homeserver could not be downloaded: the Python package index does not answer. Check the network and start again. (/log)'
		);
	});

	it('else says what the installer said last', () => {
		const outcome = { code: 1, output: 'Collecting x\nERROR: No space left on device\n' };
		expect(installProblem(outcome, '/log').message).toBe(
			'The homeserver could not be installed: ERROR: No space left on device (/log)'
		);
	});
});
