/** What the JSON language does with a text, which Monaco gives no types for: it is imported only to be there. */
declare module 'monaco-editor/languages/features/json/jsonMode';
