import { describe, expect, test } from 'vitest';
import { backupKey, exportedKey } from './room-keys';
import { anyRoomKey } from './room-keys-testing';

const { room_id: roomId, session_id: sessionId, ...content } = anyRoomKey('!a:b.test', 7);
const other = anyRoomKey();

describe('from the backup to a file', () => {
	test('room and session are added, and nothing is lost', () => {
		const given = { ...content, shared_history: true };
		expect(exportedKey(roomId, sessionId, JSON.stringify(given))).toEqual({
			...given,
			room_id: roomId,
			session_id: sessionId
		});
	});

	test('what old apps left out is filled in', () => {
		const { algorithm, sender_key, session_key } = content;
		const given = JSON.stringify({ algorithm, sender_key, session_key });
		expect(exportedKey(roomId, sessionId, given)).toMatchObject({
			sender_claimed_keys: {},
			forwarding_curve25519_key_chain: []
		});
	});

	test('a key under another session’s name is not taken', () => {
		expect(exportedKey(roomId, other.session_id, JSON.stringify(content))).toBeUndefined();
	});
});

describe('from a file to the backup', () => {
	test('says what the homeserver compares keys by', () => {
		const chain = ['one', 'two'];
		const key = backupKey(
			JSON.stringify({ ...anyRoomKey('!a', 7), forwarding_curve25519_key_chain: chain })
		);
		expect(key).toMatchObject({ roomId: '!a', firstMessageIndex: 7, forwardedCount: 2 });
	});

	test('what is encrypted is all but room and session', () => {
		const key = backupKey(
			JSON.stringify({ ...content, room_id: roomId, session_id: sessionId, x: 1 })
		);
		expect(key).toMatchObject({ roomId, sessionId });
		expect(JSON.parse(key?.content ?? '')).toEqual({ ...content, x: 1 });
	});

	test.each([
		['no JSON', '{'],
		['no object', '[]'],
		['another algorithm', JSON.stringify({ ...other, algorithm: 'm.other' })],
		['another session’s key', JSON.stringify({ ...other, session_key: content.session_key })],
		[
			'a key that is cut off',
			JSON.stringify({ ...other, session_key: other.session_key.slice(9) })
		],
		['a key that is no base64', JSON.stringify({ ...other, session_key: '…' })],
		['no room', JSON.stringify({ ...other, room_id: undefined })]
	])('is no key: %s', (_, json) => {
		expect(backupKey(json)).toBeUndefined();
	});
});
