export { isLocalePrefix as match } from '$lib/i18n/locales';
