import { describe, expect, test } from 'vitest';
import { defaultConfig, type PortalConfig } from './config';
import { homeserverQuery } from './homeserver-query';

const server = { baseUrl: 'https://matrix.example.org', serverName: 'example.org' };
const other = { baseUrl: 'https://matrix.other.org', serverName: 'other.org' };
const query = (config: Partial<PortalConfig>) =>
	homeserverQuery(server, { ...defaultConfig, ...config });

describe('a link that follows', () => {
	test('names a homeserver that the operator has not', () => {
		expect(query({ defaultServer: other })).toBe('?homeserver=example.org');
		expect(query({ defaultServerName: 'other.org' })).toBe('?homeserver=example.org');
		expect(query({})).toBe('?homeserver=example.org');
	});

	test('does not name the operator’s own', () => {
		expect(query({ defaultServer: server })).toBe('');
		expect(query({ defaultServerName: 'example.org' })).toBe('');
	});

	test('names none where none can be chosen', () => {
		expect(query({ defaultServer: other, disableCustomUrls: true })).toBe('');
	});

	test('names none while either is not known', () => {
		expect(homeserverQuery(undefined, defaultConfig)).toBe('');
		expect(homeserverQuery(server, undefined)).toBe('');
	});

	test('can be read as an address, whatever the name holds', () => {
		const local = { baseUrl: 'http://localhost:8008', serverName: 'localhost:8008' };
		expect(homeserverQuery(local, defaultConfig)).toBe('?homeserver=localhost%3A8008');
	});
});
