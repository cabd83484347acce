/** What has to be asked before the form can say what it asks for: in one piece of its own. */
export { registrationOffer as offer } from './offer';
export { passwordPolicy } from './password-policy';
export { signInOffer } from './sign-in-offer';
