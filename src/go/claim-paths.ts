/** What a path to a claim may be, and what it leads to. */
export { lookup } from './gjson';
export { acceptsPath } from './jsonpath';
