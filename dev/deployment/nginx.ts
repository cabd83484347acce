import {
	answerHeaders,
	cacheAndAsk,
	cacheForever,
	documentHeaders,
	framePolicy,
	strictTransport
} from '../headers.ts';

/**
 * The nginx configuration that docs/deployment.md describes.
 * @param languages codes of the languages with a path of their own, such as `de`
 */
export function nginxConfig(languages: string[]): string {
	return `${start}
${languageMaps(languages)}
${servers}`;
}

const always = (name: string, value: string) => `	add_header ${name} ${value} always;`;

/** What documents alone are sent. A header without a value is not sent at all. */
const ofDocuments = Object.entries({
	...documentHeaders,
	'Strict-Transport-Security': strictTransport,
	'Content-Security-Policy': framePolicy
}).map(([name, value]) => ({
	name,
	value,
	variable: `$vestibule_${name.toLowerCase().replaceAll('-', '_')}`
}));

const documentMaps = ofDocuments
	.map(
		({ value, variable }) => `map $sent_http_content_type ${variable} {
	"~^text/html" "${value}";
	default "";
}`
	)
	.join('\n');

const headerLines = [
	...Object.entries(answerHeaders).map(([name, value]) => always(name, `"${value}"`)),
	...ofDocuments.map(({ name, variable }) => always(name, variable))
].join('\n');

const start = `# Vestibule behind nginx (1.18 or newer). Made by dev/write-deployment.ts from dev/headers.ts.
# Put this file into /etc/nginx/conf.d/ and change what says "account.example.org".

# Files named after their content are kept for ever; everything else is asked for again.
map "$status$uri" $vestibule_cache {
	"~^(200|206|304)/_app/immutable/" "${cacheForever}";
	default "${cacheAndAsk}";
}

# Headers that mean something for documents only: with each script they would be bytes for nothing.
# The rest of a page's policy is in its own meta element, with the hashes of that page.
${documentMaps}
`;

function languageMaps(languages: string[]): string {
	return `# A first visit to a page without a language in its path goes to the browser's first language.
# Afterwards the page itself decides, by what the person has chosen. Remove these maps, the "if" and
# the two headers that use them when config.json has a default_language.
map "$cookie_vestibule_seen $http_accept_language" $vestibule_language {
${languages.map((code) => `	"~*^ ${code}\\b" /${code};`).join('\n')}
	default "";
}
map $uri $vestibule_page {
	"/" "";
	"~^/(${languages.join('|')})(/|$)" "none";
	"~^(/[a-z0-9-]+)+$" $uri;
	default "none";
}
map "$vestibule_language $vestibule_page" $vestibule_redirect {
	"~ none$" "";
	"~^(?<vestibule_first>/\\S+) (?<vestibule_rest>\\S*)$" "$vestibule_first$vestibule_rest";
	default "";
}
map $sent_http_content_type $vestibule_seen {
	"~^text/html" "vestibule_seen=1; Path=/; Max-Age=31536000; SameSite=Lax; Secure; HttpOnly";
	default "";
}
map $sent_http_content_type $vestibule_vary {
	"~^text/html" "Accept-Language, Cookie";
	default "";
}
`;
}

const servers = `server {
	listen 80;
	listen [::]:80;
	server_name account.example.org;
	return 308 https://$host$request_uri;
}

server {
	listen 443 ssl http2;
	listen [::]:443 ssl http2;
	server_name account.example.org;
	ssl_certificate /etc/letsencrypt/live/account.example.org/fullchain.pem;
	ssl_certificate_key /etc/letsencrypt/live/account.example.org/privkey.pem;

	# What "npm run build" has made. config.json in it is yours to change.
	root /srv/vestibule;
	absolute_redirect off;
	charset utf-8;
	charset_types text/css text/plain text/xml text/javascript application/javascript application/json image/svg+xml;

	# A location with an add_header of its own would lose all of these.
${headerLines}
	add_header Cache-Control $vestibule_cache always;
	add_header Set-Cookie $vestibule_seen;
	add_header Vary $vestibule_vary;

	# Compressed once, by "gzip -9 -k", or else at each request.
	gzip on;
	gzip_static on;
	gzip_vary on;
	gzip_comp_level 6;
	gzip_min_length 256;
	gzip_types text/css text/plain text/javascript application/javascript application/json application/wasm image/svg+xml;
	# With the brotli module, and files compressed by "brotli -k", a fifth less:
	# brotli_static on;

	if ($vestibule_redirect) {
		return 302 $vestibule_redirect$is_args$args;
	}

	location = / {
		try_files /index.html =404;
	}

	# Only plain characters: what a redirect repeats must not be able to hold a line break.
	location ~ "^(?<vestibule_path>(/[a-z0-9-]+)+)/$" {
		return 308 $vestibule_path$is_args$args;
	}

	location / {
		try_files $uri $uri.html =404;
	}

	error_page 404 /404.html;

	# The homeserver under the same name: saves the browser a preflight for most calls. Reset links
	# are below /_synapse/client, so it has to be forwarded too, wherever the homeserver is.
	# location ~ ^/(_matrix|_synapse/client)/ {
	# 	# With one of its own, the portal's headers stay off the homeserver's answers.
	# 	add_header X-Content-Type-Options nosniff always;
	# 	proxy_pass http://127.0.0.1:8008;
	# 	proxy_set_header Host $host;
	# 	proxy_set_header X-Forwarded-For $remote_addr;
	# 	proxy_set_header X-Forwarded-Proto $scheme;
	# 	proxy_http_version 1.1;
	# 	client_max_body_size 50M;
	# }
}
`;
