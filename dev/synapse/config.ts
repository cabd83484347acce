import { join } from 'node:path';
import { repository } from '../state.ts';
import { loopback } from '../net.ts';
import type { Traits } from './variants.ts';

/** What a homeserver's configuration depends on. */
export type Setup = {
	traits: Traits;
	port: number;
	/** Where the database, the keys and the log are; absolute. */
	folder: string;
	secrets: Secrets;
	smtpPort: number;
	/** Needed by the trait `singleSignOn`. */
	identityProvider?: { issuer: string; clientId: string; clientSecret: string };
	/** Needed by the trait `captcha`: the address that checks an answer. */
	captcha?: { siteKey: string; verifyUrl: string };
	/** How long a link in a mail is valid, as the homeserver writes it: `1h`, `5s`. */
	linkLifetime?: string;
	/** Addresses that single sign-on returns to without asking. */
	trustedClients?: string[];
	/** The cost of a password's hash, as a power of two; less than 12 is for tests only. */
	hashRounds?: number;
};

/** What the homeserver signs and is governed with; made once for each. */
export type Secrets = { sharedSecret: string; macaroonSecret: string; formSecret: string };

type Settings = Record<string, unknown>;

/** The address of a homeserver on a port, without a slash at the end. */
export function homeserverUrl(port: number): string {
	return `http://localhost:${port}`;
}

/**
 * The homeserver's configuration as an object. It is written as JSON, which is YAML.
 * The keys are those of Synapse's configuration manual.
 */
export function synapseConfig(setup: Setup): Settings {
	const { traits, folder, port, secrets } = setup;
	return {
		server_name: `localhost:${port}`,
		public_baseurl: `${homeserverUrl(port)}/`,
		listeners: [listener(setup)],
		database: { name: 'sqlite3', args: { database: join(folder, 'homeserver.db') } },
		log_config: join(folder, 'log.json'),
		signing_key_path: join(folder, 'signing.key'),
		media_store_path: join(folder, 'media'),
		registration_shared_secret: secrets.sharedSecret,
		macaroon_secret_key: secrets.macaroonSecret,
		form_secret: secrets.formSecret,
		bcrypt_rounds: setup.hashRounds ?? 12,
		report_stats: false,
		trusted_key_servers: [],
		federation_domain_whitelist: [],
		presence: { enabled: false },
		url_preview_enabled: false,
		email: mailSettings(setup),
		...registrationSettings(traits),
		...(traits.policies ? policySettings() : {}),
		...(traits.singleSignOn ? singleSignOnSettings(setup) : {}),
		...(traits.passwordPolicy ? { password_config: { policy: strongPasswords } } : {}),
		...(traits.captcha ? captchaSettings(setup) : {}),
		...(traits.noNextLink ? { next_link_domain_whitelist: [] } : {}),
		...(traits.hidesEmails ? { request_token_inhibit_3pid_errors: true } : {}),
		...(traits.defaultLimits ? {} : generousLimits())
	};
}

/** Python's own logging configuration: everything to one file, from the level INFO on. */
export function logConfig(folder: string): Settings {
	return {
		version: 1,
		formatters: { line: { format: '%(asctime)s %(levelname)s %(name)s: %(message)s' } },
		handlers: {
			file: {
				class: 'logging.FileHandler',
				formatter: 'line',
				filename: join(folder, 'homeserver.log'),
				encoding: 'utf8'
			}
		},
		root: { level: 'INFO', handlers: ['file'] },
		disable_existing_loggers: false
	};
}

function listener({ port, traits }: Setup): Settings {
	const support = {
		module: 'support.well_known_with_support',
		config: {
			contacts: [
				{ matrix_id: `@operator:localhost:${port}`, role: 'm.role.admin' },
				{ email_address: 'help@vestibule.test', role: 'm.role.admin' }
			],
			support_page: `${homeserverUrl(port)}/_matrix/static/`
		}
	};
	return {
		port,
		type: 'http',
		bind_addresses: [loopback],
		resources: [{ names: traits.policies ? ['client', 'consent'] : ['client'] }],
		...(traits.support ? { additional_resources: { '/.well-known': support } } : {})
	};
}

function mailSettings({ smtpPort, linkLifetime }: Setup): Settings {
	return {
		smtp_host: loopback,
		smtp_port: smtpPort,
		enable_tls: false,
		notif_from: '%(app)s <homeserver@vestibule.test>',
		app_name: 'Example homeserver',
		validation_token_lifetime: linkLifetime ?? '1h'
	};
}

function registrationSettings({ registration, token }: Traits): Settings {
	return {
		enable_registration: registration !== 'closed',
		enable_registration_without_verification: registration === 'open',
		...(registration === 'emailRequired' ? { registrations_require_3pid: ['email'] } : {}),
		...(token ? { registration_requires_token: true } : {})
	};
}

function policySettings(): Settings {
	return {
		user_consent: {
			template_dir: join(repository, 'dev/synapse/templates'),
			version: '1.0',
			require_at_registration: true,
			policy_name: 'Terms of use and privacy'
		}
	};
}

function singleSignOnSettings({ identityProvider, trustedClients }: Setup): Settings {
	if (!identityProvider) throw new Error('single sign-on needs an identity provider');
	const provider = {
		idp_id: 'example',
		idp_name: 'Example ID',
		issuer: identityProvider.issuer,
		client_id: identityProvider.clientId,
		client_secret: identityProvider.clientSecret,
		scopes: ['openid', 'profile', 'email'],
		// The issuer is reached without TLS, which the discovery's own check refuses.
		skip_verification: true,
		// No localpart_template: the person picks the name (with one, required consent fails).
		user_mapping_provider: {
			config: {
				subject_claim: 'sub',
				display_name_template: '{{ user.name }}',
				email_template: '{{ user.email }}'
			}
		}
	};
	return { oidc_providers: [provider], sso: { client_whitelist: trustedClients ?? [] } };
}

function captchaSettings({ captcha }: Setup): Settings {
	if (!captcha) throw new Error('a captcha needs its verifier');
	return {
		enable_registration_captcha: true,
		recaptcha_public_key: captcha.siteKey,
		recaptcha_private_key: 'development',
		recaptcha_siteverify_api: captcha.verifyUrl
	};
}

const strongPasswords = {
	enabled: true,
	minimum_length: 10,
	require_digit: true,
	require_symbol: true,
	require_lowercase: true,
	require_uppercase: true
};

function generousLimits(): Settings {
	const much = { per_second: 1000, burst_count: 10_000 };
	return {
		rc_message: much,
		rc_registration: much,
		rc_registration_token_validity: much,
		rc_login: { address: much, account: much, failed_attempts: much },
		rc_3pid_validation: much,
		rc_joins: { local: much, remote: much },
		rc_joins_per_room: much,
		rc_invites: { per_room: much, per_user: much, per_issuer: much },
		rc_third_party_invite: much,
		rc_media_create: much,
		rc_room_creation: much,
		rc_reports: much,
		rc_user_directory: much,
		rc_profile: much
	};
}
