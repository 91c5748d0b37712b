const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * An id as the database writes it, in lower case (RFC 9562). It is checked before an id from a request reaches the
 * database.
 */
export const isUuid = (text: string): boolean => UUID.test(text);
