import { describe, expect, it } from 'vitest';
import { defaultConfig, parseConfig, parseConfigText, type Expectation } from './config';

const homeserver = { base_url: 'https://matrix.example.org/', server_name: 'example.org' };
const whole = {
	default_server_config: {
		'm.homeserver': homeserver,
		'm.identity_server': { base_url: 'https://id.example.org' }
	},
	disable_custom_urls: true,
	brand: 'Example',
	default_theme: 'dark',
	logo_url: '/logo.svg',
	accent_color: '#0b57d0',
	terms_and_conditions_links: [{ url: 'https://example.org/terms', text: 'Terms' }],
	default_language: 'de',
	clients: [
		{ id: 'a', name: 'App', url: 'https://app.example.org', icon_url: 'https://app.example.org/i' },
		{ id: 'b', name: 'Other', url: 'http://localhost:8080' }
	],
	help_url: 'https://example.org/help',
	admin_contact: 'mailto:admin@example.org',
	features: { registration: false, help_desk: true }
};

function configOf(file: object) {
	const parsed = parseConfig(file);
	if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
	return parsed.config;
}

function faultsOf(file: unknown) {
	const parsed = parseConfig(file);
	return parsed.ok ? [] : parsed.faults;
}

describe('a right file', () => {
	it('becomes a tidy configuration', () => {
		expect(configOf(whole)).toEqual({
			defaultServer: { baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
			defaultServerName: undefined,
			identityServer: 'https://id.example.org',
			disableCustomUrls: true,
			brand: 'Example',
			theme: 'dark',
			logoUrl: '/logo.svg',
			accentColor: '#0b57d0',
			terms: [{ url: 'https://example.org/terms', text: 'Terms' }],
			defaultLanguage: 'de',
			clients: [
				{
					id: 'a',
					name: 'App',
					url: 'https://app.example.org',
					iconUrl: 'https://app.example.org/i'
				},
				{ id: 'b', name: 'Other', url: 'http://localhost:8080', iconUrl: undefined }
			],
			helpUrl: 'https://example.org/help',
			adminContact: 'admin@example.org',
			features: { registration: false, deactivation: true, helpDesk: true }
		});
	});

	it('may be empty: any homeserver, everything on but the help desk', () => {
		expect(configOf({})).toEqual(defaultConfig);
		expect(defaultConfig).toMatchObject({
			disableCustomUrls: false,
			theme: 'system',
			terms: [],
			clients: [],
			features: { registration: true, deactivation: true, helpDesk: false }
		});
		expect(defaultConfig.defaultServer).toBeUndefined();
	});

	it('may hold keys of an app that it is shared with', () => {
		expect(
			configOf({ brand: 'A', show_labs_settings: true, features: { feature_x: 'labs' } })
		).toEqual({ ...defaultConfig, brand: 'A' });
	});

	it.each(['example.org', 'localhost:8448', '127.0.0.1', '[::1]:8448', 'a_b.example.org'])(
		'may name the homeserver %s',
		(name) => {
			expect(configOf({ default_server_name: name }).defaultServerName).toBe(name);
		}
	);

	it.each(['admin@example.org', 'https://example.org/contact'])(
		'may name %s as the contact',
		(contact) => {
			expect(configOf({ admin_contact: contact }).adminContact).toBe(contact);
		}
	);

	it('may lock a homeserver that is only named', () => {
		const file = { disable_custom_urls: true, default_server_name: 'example.org' };
		expect(configOf(file).disableCustomUrls).toBe(true);
	});
});

const client = { id: 'a', name: 'App', url: 'https://app.example.org' };
const wrong: [key: string, expected: Expectation, file: unknown][] = [
	['config.json', 'Object', []],
	['config.json', 'Object', null],
	['config.json', 'Object', 'text'],
	['default_server_config', 'Object', { default_server_config: 'example.org' }],
	['default_server_config.m.homeserver', 'Object', { default_server_config: {} }],
	[
		'default_server_config.m.homeserver.base_url',
		'Url',
		{ default_server_config: { 'm.homeserver': { ...homeserver, base_url: 'example.org' } } }
	],
	[
		'default_server_config.m.homeserver.server_name',
		'ServerName',
		{ default_server_config: { 'm.homeserver': { base_url: homeserver.base_url } } }
	],
	[
		'default_server_config.m.identity_server.base_url',
		'Url',
		{
			default_server_config: {
				'm.homeserver': homeserver,
				'm.identity_server': { base_url: 'javascript:alert(1)' }
			}
		}
	],
	['default_server_name', 'ServerName', { default_server_name: 'https://example.org' }],
	['default_server_name', 'ServerName', { default_server_name: '' }],
	['disable_custom_urls', 'Boolean', { disable_custom_urls: 'true' }],
	['default_server_config', 'Homeserver', { disable_custom_urls: true }],
	['brand', 'Text', { brand: '' }],
	['brand', 'Text', { brand: 7 }],
	['default_theme', 'Theme', { default_theme: 'blue' }],
	['logo_url', 'PictureUrl', { logo_url: 'http://example.org/logo.png' }],
	['logo_url', 'PictureUrl', { logo_url: '//example.org/logo.png' }],
	['logo_url', 'PictureUrl', { logo_url: 'data:image/svg+xml,<svg/>' }],
	['accent_color', 'Color', { accent_color: 'teal' }],
	['accent_color', 'Color', { accent_color: '#0b57d0; }' }],
	['terms_and_conditions_links', 'List', { terms_and_conditions_links: {} }],
	[
		'terms_and_conditions_links.0.url',
		'Url',
		{ terms_and_conditions_links: [{ text: 'Terms', url: 'javascript:alert(1)' }] }
	],
	['default_language', 'Text', { default_language: 1 }],
	['clients', 'List', { clients: { a: client } }],
	['clients.1.url', 'Url', { clients: [client, { ...client, id: 'b', url: 'element://x' }] }],
	['clients.0.url', 'Url', { clients: [{ ...client, url: 'https://name:word@example.org' }] }],
	['clients.0.name', 'Text', { clients: [{ id: 'a', url: client.url }] }],
	['clients', 'Unique', { clients: [client, client] }],
	['help_url', 'Url', { help_url: '/help' }],
	['admin_contact', 'Contact', { admin_contact: 'the admin' }],
	['admin_contact', 'Contact', { admin_contact: 'mailto:a@example.org?bcc=b@example.org' }],
	['admin_contact', 'Contact', { admin_contact: '@admin:example.org' }],
	['features', 'Object', { features: [] }],
	['features.registration', 'Boolean', { features: { registration: 'no' } }]
];

describe('a wrong file', () => {
	it.each(wrong)('names %s and expects: %s', (key, expected, file) => {
		expect(faultsOf(file)).toEqual([{ key, expected }]);
	});

	it('names every fault at once', () => {
		expect(faultsOf({ brand: 1, default_theme: 2 })).toHaveLength(2);
	});

	it('may be no JSON at all', () => {
		expect(parseConfigText('{ "brand": }')).toEqual({
			ok: false,
			faults: [{ key: 'config.json', expected: 'Json' }]
		});
	});
});

describe('the text of a file', () => {
	it('is read as JSON', () => {
		expect(parseConfigText('{"brand":"A"}')).toEqual({
			ok: true,
			config: { ...defaultConfig, brand: 'A' }
		});
	});
});
