import type { RefusalCode } from '../../gateway/refusals';
import type { Explanation } from './explanation';

/** Before any middleware: the server and the router (behaviour 2). */
export const routingRefusals = {
  request_malformed: {
    title: 'The request cannot be read',
    steps: ['route'],
    met: 'seldom',
    means:
      'The HTTP server could not read the request and answered before the gateway saw it. No API and no token was looked at. The body is plain text, without anything of Tyk’s.',
    log: [],
    untold: true,
    tell: 'The body begins with `400 Bad Request` as plain text, and the gateway has logged nothing.',
    causes: [
      {
        what: 'A header value holds a control character, often a line end that was copied along with a token.',
        check: 'The text ends in `invalid header value`.',
        told: [': invalid header value'],
      },
      {
        what: 'A header name holds a blank or another character that no name may have.',
        check: 'The text ends in `invalid header name`.',
        told: [': invalid header name'],
      },
      {
        what: 'The method or the path is malformed: a blank in the path, or a percent sign without two hex digits.',
        check: 'The text ends after `400 Bad Request`. Look at the first line of the request.',
        told: [''],
      },
    ],
    fixes: ['Send the header without line ends and blanks around its value.', 'Write a blank in the path as `%20`.'],
  },

  headers_too_large: {
    title: 'The headers are too large',
    steps: ['route'],
    met: 'seldom',
    means:
      'All headers together are larger than the megabyte that the HTTP server reads. It answers before the gateway sees the request, and then closes the connection.',
    log: [],
    untold: true,
    tell: 'Status 431 with a plain-text body; nothing else in the gateway answers 431.',
    causes: [
      {
        what: 'The token is very large, usually because of lists of groups or roles.',
        check: 'Count the characters of the `Authorization` header: 800,000 pass, 1,600,000 do not.',
      },
      { what: 'Cookies have piled up.', check: 'Look at the size of the `Cookie` header.' },
    ],
    fixes: ['Take claims out of the token that nobody reads.', 'Delete the cookies of the host.'],
  },

  route_not_found: {
    title: 'No API listens at this path',
    steps: ['route'],
    met: 'often',
    means:
      'The router knows no API for the path, so nothing else was looked at. The body is `Not Found` as plain text, without anything of Tyk’s.',
    log: [],
    untold: true,
    tell: 'The body is the two words alone, there is no header `X-Generator`, and no line in the log. A 404 of the upstream comes with `X-Ratelimit-…` headers and an access line.',
    causes: [
      {
        what: 'The path does not begin with the API’s listen path. Upper and lower case count.',
        check: 'Compare the path with `proxy.listen_path`, in Tyk OAS `server.listenPath.value`.',
      },
      {
        what: 'The slash at the end of the listen path is missing: `/orders` does not reach `/orders/`.',
        check: 'Ask again with the slash.',
      },
      {
        what: 'The API was saved, and the gateway was not reloaded since.',
        check: '`GET /tyk/apis/<id>` also says 404 until a reload.',
      },
      {
        what: 'The gateway skipped the API when it loaded it: the listen path is empty or has a blank in it.',
        check: 'After a reload the log has the warning `Spec not valid, skipped!`.',
      },
    ],
    fixes: [
      'Call the API under its listen path, the slash included.',
      'Reload the gateway after saving: `GET /tyk/reload/group`.',
    ],
    guide: {
      place: 'Step 6',
      says: 'calls the gateway with “your-api-endpoint” as the path.',
      real: 'The path has to begin with the API’s listen path, the slash at its end included.',
    },
  },
} satisfies Partial<Record<RefusalCode, Explanation>>;
