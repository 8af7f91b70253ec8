import { int, map, named, omitempty, pointer, string, struct } from '../../../go/struct';

const errorMatcher = struct('apidef.ErrorMatcher', {
  flag: omitempty(named('errors.ResponseFlag', string)),
  message_pattern: omitempty(string),
  body_field: omitempty(string),
  body_value: omitempty(string),
});

const errorResponse = struct('apidef.ErrorResponse', {
  status_code: int,
  body: omitempty(string),
  message: omitempty(string),
  template: omitempty(string),
  headers: omitempty(map(string)),
});

export const errorOverride = struct('apidef.ErrorOverride', {
  match: omitempty(pointer(errorMatcher)),
  response: errorResponse,
});
