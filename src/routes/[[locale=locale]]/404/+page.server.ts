/** A web server shows this page under any address, where no script could tell the site's root. */
export const csr = false;
