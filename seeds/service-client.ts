/** One person speaking to a running service over its own API. */
export interface ServiceClient {
  get: (path: string) => Promise<unknown>;
  send: (method: 'POST' | 'PUT', path: string, body: unknown, headers?: Record<string, string>) => Promise<unknown>;
  sendText: (path: string, text: string, contentType: string) => Promise<unknown>;
}

/**
 * A client with an API key.
 *
 * @throws Error with the service's own words when it refuses
 */
export function serviceClient(url: string, key: string): ServiceClient {
  const call = async (method: string, path: string, init: { body?: string; headers?: Record<string, string> }) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...init.headers },
      ...(init.body === undefined ? {} : { body: init.body }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 600)}`);
    return text === '' ? null : (JSON.parse(text) as unknown);
  };
  return {
    get: (path) => call('GET', path, {}),
    send: (method, path, body, headers = {}) =>
      call(method, path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }),
    sendText: (path, text, contentType) => call('POST', path, { body: text, headers: { 'content-type': contentType } }),
  };
}
