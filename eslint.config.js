import tseslint from 'typescript-eslint'

const noNow = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The present comes from core/clock only.' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'The present comes from core/clock only.' },
]
const noEnv = [{ selector: "MemberExpression[object.name='process'][property.name='env']", message: 'Settings come from src/config.ts only.' }]
const cyrillic = [
  { selector: 'Literal[raw=/[\\u0400-\\u04ff]/]', message: 'Words for people belong in locales/ or src/presets/.' },
  { selector: 'TemplateElement[value.raw=/[\\u0400-\\u04ff]/]', message: 'Words for people belong in locales/ or src/presets/.' },
  { selector: 'JSXText[value=/[\\u0400-\\u04ff]/]', message: 'Words for people belong in locales/ or src/presets/.' },
]
const libraries = ['grammy', '@grammyjs/*', 'agenda', '@agendajs/*', 'express', 'adminjs', '@adminjs/*']

/** Files of a folder must not import these (design, section 3). */
function wall(files, group, message) {
  return { files, rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ group, message, allowTypeImports: true }] }] } }
}

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'node_modules/', '.data/', 'src/sandbox/page/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-empty-object-type': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'max-lines': ['error', 300],
      'max-lines-per-function': 'off',
      eqeqeq: 'error',
    },
  },
  { files: ['src/**/*.ts', 'admin/**/*.{ts,tsx}', 'scripts/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...noNow, ...noEnv, ...cyrillic] } },
  { files: ['src/core/clock.ts'], rules: { 'no-restricted-syntax': ['error', ...noEnv, ...cyrillic] } },
  { files: ['src/main.ts', 'src/config.ts', 'scripts/*.ts', 'src/db/embedded/**'], rules: { 'no-restricted-syntax': ['error', ...noNow, ...cyrillic] } },
  { files: ['test/**'], rules: { 'max-lines': 'off' } },
  wall(['src/core/**'], ['../modules/*', '../db/*', '../bot/*', 'mongoose', 'mongodb', 'node:fs', ...libraries], 'core imports nothing but itself'),
  wall(['src/modules/**/*.ts'], ['**/bot/**', '**/jobs/**', '**/messenger/**', '**/sandbox/**', '**/admin/**', '**/http/**', ...libraries], 'services know neither shells nor their libraries'),
  wall(['src/modules/**/*-policy.ts', 'src/modules/**/*-rules.ts'], ['mongoose', 'mongodb', '**/db/**', '**/*-service.js', '**/*-model.js', '**/bot/**', ...libraries], 'rules and policies are pure'),
  wall(['src/bot/**'], ['mongoose', 'mongodb', '**/*-model.js', '**/jobs/**', '**/admin/**', 'agenda', 'express', 'adminjs', '@adminjs/*'], 'the bot talks to services'),
  wall(['src/jobs/**'], ['mongodb', '**/*-model.js', '**/admin/**', 'grammy', '@grammyjs/*', 'express', 'adminjs', '@adminjs/*'], 'jobs talk to services'),
  wall(['src/messenger/**'], ['mongoose', 'mongodb', '**/*-model.js', '**/bot/**', '**/jobs/**', '**/admin/**', 'agenda', 'express'], 'the messenger only sends'),
  wall(['admin/**'], ['grammy', '@grammyjs/*', 'agenda', '**/bot/!(texts.js)', '**/bot/*/**', '**/jobs/**'], 'the panel talks to services'),
)
