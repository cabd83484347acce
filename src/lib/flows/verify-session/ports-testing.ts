import { vi, type Mock } from 'vitest';
import { ok } from '$lib/base/result';
import type { PublicKeys, SecurityPort, SessionInfo } from '$lib/matrix/account-ports';
import type { EncryptionPort, RecoveryKeysPort, VerificationPort } from '$lib/matrix/keys-ports';
import type { Ports } from './perform';
import { asked, key, laptop, phone } from './testing';

type Mocked<Port> = {
	[Name in keyof Port]: Port[Name] extends (...given: infer Given) => infer Answer
		? Mock<(...given: Given) => Answer>
		: never;
};

/** Ports whose every answer a test can change. */
export interface MockedPorts extends Ports {
	security: Mocked<Pick<SecurityPort, 'sessions' | 'publicKeys'>>;
	recoveryKeys: Mocked<Pick<RecoveryKeysPort, 'open'>>;
	encryption: Mocked<Pick<EncryptionPort, 'load' | 'verifyThis' | 'verifyOther' | 'wipe'>>;
	verification: Mocked<VerificationPort>;
	arrived: Mock<Ports['arrived']>;
}

const sessions: readonly SessionInfo[] = [
	{ deviceId: 'HERE', name: 'Portal' },
	laptop,
	phone,
	{ deviceId: 'NAMELESS' }
];

/** An account with cross-signing whose laptop is verified; everything works. */
export function portsOf(given: { keys?: Partial<PublicKeys>; other?: string } = {}): MockedPorts {
	const keys: PublicKeys = {
		crossSigning: true,
		withKeys: ['LAPTOP', 'PHONE'],
		verified: ['LAPTOP'],
		...given.keys
	};
	const fine = () => Promise.resolve(ok(true as const));
	const stands = () => Promise.resolve(ok(asked));
	return {
		deviceId: 'HERE',
		other: given.other,
		arrived: vi.fn(),
		security: {
			sessions: vi.fn(() => Promise.resolve(ok(sessions))),
			publicKeys: vi.fn(() => Promise.resolve(ok(keys)))
		},
		recoveryKeys: { open: vi.fn(() => Promise.resolve(ok(key))) },
		encryption: {
			load: vi.fn((told) => {
				told({ bytes: 1, of: 2 });
				return fine();
			}),
			verifyThis: vi.fn(fine),
			verifyOther: vi.fn(fine),
			wipe: vi.fn(() => Promise.resolve())
		},
		verification: {
			ask: vi.fn(stands),
			change: vi.fn(() => new Promise(() => undefined)),
			match: vi.fn(stands),
			differ: vi.fn(stands),
			stop: vi.fn(() => Promise.resolve())
		}
	};
}
