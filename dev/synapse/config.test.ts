import { describe, expect, it } from 'vitest';
import { homeserverUrl, logConfig, synapseConfig, type Setup } from './config.ts';
import { testVariants, variants, type Variant } from './variants.ts';

const identityProvider = { issuer: 'http://localhost:9', clientId: 'id', clientSecret: 'secret' };
const captcha = { siteKey: 'site', verifyUrl: 'http://127.0.0.1:8/siteverify' };

const setup = (variant: Variant, more: Partial<Setup> = {}): Setup => ({
	traits: variants[variant],
	port: 4181,
	folder: '/state/homeserver',
	secrets: { sharedSecret: 's', macaroonSecret: 'm', formSecret: 'f' },
	smtpPort: 2525,
	identityProvider,
	captcha,
	...more
});
const config = (variant: Variant, more?: Partial<Setup>) => synapseConfig(setup(variant, more));

describe('every homeserver', () => {
	it.each(testVariants)('%s is itself, on this machine only', (variant) => {
		expect(config(variant)).toMatchObject({
			server_name: 'localhost:4181',
			public_baseurl: 'http://localhost:4181/',
			listeners: [{ port: 4181, bind_addresses: ['127.0.0.1'] }],
			federation_domain_whitelist: [],
			report_stats: false
		});
	});

	it.each(testVariants)('%s sends its mail to the catcher', (variant) => {
		expect(config(variant).email).toMatchObject({
			smtp_host: '127.0.0.1',
			smtp_port: 2525,
			enable_tls: false,
			validation_token_lifetime: '1h'
		});
	});

	it('keeps all of its state in its folder', () => {
		const { database, signing_key_path, media_store_path, log_config } = config('open');
		expect(JSON.stringify(database)).toContain('/state/homeserver/homeserver.db');
		for (const path of [signing_key_path, media_store_path, log_config])
			expect(path).toMatch(/^\/state\/homeserver\//);
		expect(JSON.stringify(logConfig('/state/homeserver'))).toContain(
			'/state/homeserver/homeserver.log'
		);
	});

	it('can have links that expire soon, and cheap password hashes', () => {
		const quick = config('open', { linkLifetime: '5s', hashRounds: 4 });
		expect(quick.email).toMatchObject({ validation_token_lifetime: '5s' });
		expect(quick.bcrypt_rounds).toBe(4);
		expect(config('open').bcrypt_rounds).toBe(12);
	});

	it('is written as text that can be read back', () => {
		const whole = config('sso');
		expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
	});
});

describe('the variants', () => {
	it('open: a registration needs nothing', () => {
		expect(config('open')).toMatchObject({
			enable_registration: true,
			enable_registration_without_verification: true
		});
		expect(config('open')).not.toHaveProperty('registrations_require_3pid');
		expect(config('open')).not.toHaveProperty('user_consent');
		expect(config('open')).not.toHaveProperty('oidc_providers');
	});

	it('strict: an email, a token and the policies', () => {
		expect(config('strict')).toMatchObject({
			enable_registration_without_verification: false,
			registrations_require_3pid: ['email'],
			registration_requires_token: true,
			user_consent: { require_at_registration: true },
			listeners: [{ resources: [{ names: ['client', 'consent'] }] }]
		});
	});

	it('sso: the person picks the name, after the provider', () => {
		const { oidc_providers, sso } = config('sso', { trustedClients: ['http://localhost:4180/'] });
		expect(oidc_providers).toMatchObject([
			{ issuer: 'http://localhost:9', client_id: 'id', client_secret: 'secret' }
		]);
		expect(JSON.stringify(oidc_providers)).not.toContain('localpart_template');
		expect(sso).toEqual({ client_whitelist: ['http://localhost:4180/'] });
		expect(config('sso')).toHaveProperty('user_consent');
	});

	it('policy: ten characters of all kinds', () => {
		expect(config('policy').password_config).toEqual({
			policy: {
				enabled: true,
				minimum_length: 10,
				require_digit: true,
				require_symbol: true,
				require_lowercase: true,
				require_uppercase: true
			}
		});
	});

	it('limits: none set, so that the homeserver has its own', () => {
		const limits = (variant: Variant) =>
			Object.keys(config(variant)).filter((key) => key.startsWith('rc_'));
		expect(limits('limits')).toEqual([]);
		for (const variant of testVariants.filter((name) => name !== 'limits'))
			expect(limits(variant)).toContain('rc_registration');
	});

	it('captcha: checked by our own verifier', () => {
		expect(config('captcha')).toMatchObject({
			enable_registration_captcha: true,
			recaptcha_public_key: 'site',
			recaptcha_siteverify_api: 'http://127.0.0.1:8/siteverify'
		});
	});

	it('closed: no registration, and somebody to ask', () => {
		expect(config('closed')).toMatchObject({
			enable_registration: false,
			listeners: [{ additional_resources: { '/.well-known': { config: { contacts: [{}, {}] } } } }]
		});
	});

	it('whitelist: no link leads back, an email is needed, and which are known is not told', () => {
		expect(config('whitelist')).toMatchObject({
			next_link_domain_whitelist: [],
			request_token_inhibit_3pid_errors: true,
			registrations_require_3pid: ['email']
		});
		expect(config('open')).not.toHaveProperty('next_link_domain_whitelist');
		expect(config('open')).not.toHaveProperty('request_token_inhibit_3pid_errors');
	});

	it('cannot be set up without what they need', () => {
		expect(() => config('sso', { identityProvider: undefined })).toThrow('identity provider');
		expect(() => config('captcha', { captcha: undefined })).toThrow('verifier');
	});

	it('are all for tests, but for the example', () => {
		expect(testVariants).toHaveLength(Object.keys(variants).length - 1);
		expect(testVariants).not.toContain('example');
	});
});

describe('the address of a homeserver', () => {
	it('has no slash at the end', () => {
		expect(homeserverUrl(4181)).toBe('http://localhost:4181');
	});
});
