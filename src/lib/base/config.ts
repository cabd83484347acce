import * as z from 'zod/mini';
import type { Homeserver } from './homeserver';
import { baseUrlOf, httpUrl } from './url';

/** An app that a person can open when done. */
export interface Client {
	id: string;
	name: string;
	url: string;
	iconUrl?: string | undefined;
}

/** The operator's choices: `/config.json`, checked and tidy. docs/configuration.md has the keys. */
export interface PortalConfig {
	/** The homeserver, when the file says where it is. */
	defaultServer?: Homeserver | undefined;
	/** The name of the homeserver, when it is to be looked up. */
	defaultServerName?: string | undefined;
	identityServer?: string | undefined;
	/** The homeserver cannot be changed. */
	disableCustomUrls: boolean;
	brand?: string | undefined;
	theme: 'light' | 'dark' | 'system';
	logoUrl?: string | undefined;
	/** `#rgb` or `#rrggbb` */
	accentColor?: string | undefined;
	terms: readonly { text: string; url: string }[];
	defaultLanguage?: string | undefined;
	clients: readonly Client[];
	helpUrl?: string | undefined;
	/** An email address or an http(s) URL. */
	adminContact?: string | undefined;
	features: { registration: boolean; deactivation: boolean; helpDesk: boolean };
}

/** What a key should have been; i18n has the words (`common.config…`). */
export type Expectation =
	| 'Json'
	| 'Object'
	| 'Text'
	| 'Boolean'
	| 'List'
	| 'Url'
	| 'PictureUrl'
	| 'ServerName'
	| 'Theme'
	| 'Color'
	| 'Contact'
	| 'Unique'
	| 'Homeserver';

/** One fault of the file: which key (`clients.0.url`), and what was expected there. */
export interface ConfigFault {
	key: string;
	expected: Expectation;
}

export type ParsedConfig =
	{ ok: true; config: PortalConfig } | { ok: false; faults: readonly ConfigFault[] };

const SERVER_NAME = /^([\w-]+(\.[\w-]+)*|\[[\da-f:.]+\])(:\d{1,5})?$/i;
const EMAIL = /^[^\s@:/?&]+@[^\s@/?&]+$/;

// The message of an issue is the expectation itself.
const says = (expected: Expectation): string => expected;
const text = z.string(says('Text')).check(z.minLength(1, says('Text')));
const flag = z.boolean(says('Boolean'));
const url = z
	.string(says('Url'))
	.check(z.refine((value) => httpUrl(value) !== undefined, says('Url')));
const baseUrl = z
	.string(says('Url'))
	.check(z.refine((value) => baseUrlOf(value) !== undefined, says('Url')));
const serverName = z.string(says('ServerName')).check(z.regex(SERVER_NAME, says('ServerName')));

/** Of another site only with https, as the policy of the pages has it; or a file of this one. */
const pictureUrl = z
	.string(says('PictureUrl'))
	.check(
		z.refine(
			(value) => /^\/(?!\/)/.test(value) || httpUrl(value)?.protocol === 'https:',
			says('PictureUrl')
		)
	);
const contact = z
	.string(says('Contact'))
	.check(z.refine((value) => EMAIL.test(plainContact(value)) || !!httpUrl(value), says('Contact')));

const object = <Shape extends z.core.$ZodShape>(shape: Shape) => z.object(shape, says('Object'));

const clients = z
	.array(object({ id: text, name: text, url, icon_url: z.optional(pictureUrl) }), says('List'))
	.check(
		z.refine(
			(list) => new Set(list.map((client) => client.id)).size === list.length,
			says('Unique')
		)
	);

// Objects are not strict: the file may be shared with an app that has keys of its own.
const schema = object({
	default_server_config: z.optional(
		object({
			'm.homeserver': object({ base_url: baseUrl, server_name: serverName }),
			'm.identity_server': z.optional(object({ base_url: baseUrl }))
		})
	),
	default_server_name: z.optional(serverName),
	disable_custom_urls: z.optional(flag),
	brand: z.optional(text),
	default_theme: z.optional(z.enum(['light', 'dark', 'system'], says('Theme'))),
	logo_url: z.optional(pictureUrl),
	accent_color: z.optional(
		z.string(says('Color')).check(z.regex(/^#([\da-f]{3}){1,2}$/i, says('Color')))
	),
	terms_and_conditions_links: z.optional(z.array(object({ text, url }), says('List'))),
	default_language: z.optional(text),
	clients: z.optional(clients),
	help_url: z.optional(url),
	admin_contact: z.optional(contact),
	features: z.optional(
		object({
			registration: z.optional(flag),
			deactivation: z.optional(flag),
			help_desk: z.optional(flag)
		})
	)
});

type ConfigFile = z.infer<typeof schema>;

const plainContact = (value: string): string => value.replace(/^mailto:/i, '');

function tidy(file: ConfigFile): PortalConfig {
	const server = file.default_server_config?.['m.homeserver'];
	return {
		defaultServer: server && {
			baseUrl: baseUrlOf(server.base_url) ?? server.base_url,
			serverName: server.server_name
		},
		defaultServerName: file.default_server_name,
		identityServer: baseUrlOf(file.default_server_config?.['m.identity_server']?.base_url),
		disableCustomUrls: file.disable_custom_urls ?? false,
		brand: file.brand,
		theme: file.default_theme ?? 'system',
		logoUrl: file.logo_url,
		accentColor: file.accent_color,
		terms: file.terms_and_conditions_links ?? [],
		defaultLanguage: file.default_language,
		clients: (file.clients ?? []).map(({ icon_url: iconUrl, ...client }) => ({
			...client,
			iconUrl
		})),
		helpUrl: file.help_url,
		adminContact: file.admin_contact && plainContact(file.admin_contact),
		features: {
			registration: file.features?.registration ?? true,
			deactivation: file.features?.deactivation ?? true,
			helpDesk: file.features?.help_desk ?? false
		}
	};
}

/** What applies without a file: any homeserver that the person names. */
export const defaultConfig: PortalConfig = tidy({});

/**
 * Checks the content of `config.json`. Keys that the portal does not know are left alone; a known
 * key with a wrong value makes the whole file refused, since a guess could send people to the wrong
 * homeserver.
 */
export function parseConfig(content: unknown): ParsedConfig {
	const parsed = z.safeParse(schema, content);
	if (!parsed.success) {
		const faults = parsed.error.issues.map((issue) => ({
			key: issue.path.join('.') || 'config.json',
			expected: issue.message as Expectation
		}));
		return { ok: false, faults };
	}
	const config = tidy(parsed.data);
	if (config.disableCustomUrls && !config.defaultServer && config.defaultServerName === undefined) {
		return { ok: false, faults: [{ key: 'default_server_config', expected: 'Homeserver' }] };
	}
	return { ok: true, config };
}

/** The same for the file's text. */
export function parseConfigText(content: string): ParsedConfig {
	try {
		return parseConfig(JSON.parse(content));
	} catch {
		return { ok: false, faults: [{ key: 'config.json', expected: 'Json' }] };
	}
}
