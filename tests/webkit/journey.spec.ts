import { expect, test } from './site';

const gateway = '#column-gateway';
const token = '#column-token';

test('answers the guide’s first example 200, live and through the service worker', async ({ site }) => {
  await site.open();
  await site.verdict('Passed 200');
  await site.verdict('Would answer now');
  await site.press('Send');
  await site.verdict('Request 1, sent');
  await site.verdict('through the service worker');
});

test('the full editor opens, and what is typed there turns the live verdict', async ({ site }) => {
  await site.open();
  await site.verdict('Passed 200');
  await site.press('JSON', gateway);
  await site.focus('Payload');
  await site.shows('.monaco-editor', '"1234567890"');
  await site.fill('Payload', '{"sub": "u1", "pol": "gold", "exp": 1}');
  await site.verdict('Refused 401');
  await site.fill('Payload', '{"sub": "u1", "pol": "gold"}');
  await site.verdict('Passed 200');
  await site.focus('API definition');
  await site.shows(`${gateway} .monaco-editor`, '"jwt_signing_method"');
});

for (const { kind, label, size, title } of [
  { kind: 'RSA key pair', label: 'Bits', size: '2048', title: 'RSA private key, 2048 bits' },
  { kind: 'EC key pair', label: 'Curve', size: 'P-256', title: 'EC private key, P-256' },
  { kind: 'EC key pair', label: 'Curve', size: 'P-521', title: 'EC private key, P-521' },
] as const) {
  test(`makes a key (${title}) that goes into the API and signs a token that passes`, async ({ site }) => {
    await site.open();
    await site.press('Keys …', token);
    await site.press('Generate', token);
    await site.choose('Kind', kind, token);
    await site.choose(label, size, token);
    await site.press('Generate', `${token} form`);
    await site.shows(token, title);
    await site.press('Put into the API', token);
    await site.shows(token, 'Orders was changed:');
    await site.verdict('403');
    await site.press('Sign with this key', token);
    await site.shows(token, 'signs the token');
    await site.verdict('Passed 200');
    await site.press('Update', token);
    await site.shows(token, 'The gateway has it.');
    await site.press('Send');
    await site.verdict('Passed 200');
    await site.verdict('through the service worker');
  });
}

test('the guide’s steps 1 to 6 are done when asked, and end with 200', async ({ site }) => {
  await site.open('?guide=set-up');
  await site.shows('aside', '0 of 10 done');
  for (let text = await site.text('aside'); !text.includes('10 of 10 done'); text = await site.text('aside')) {
    await site.press('Do it for me');
    await expect.poll(() => site.text('aside'), { timeout: 15_000 }).not.toBe(text);
  }
  await site.shows('aside', 'All steps are done.');
  await site.verdict('200 ·');
});

test('keeps what was typed over a reload', async ({ site }) => {
  await site.open();
  await site.fill('Path', '/orders/get?x=1');
  await expect.poll(() => site.value('Path'), { timeout: 15_000 }).toBe('/orders/get?x=1');
  await site.verdict('Passed 200');
  await site.session.reload();
  await site.shows('h1', 'JWT playground');
  await expect.poll(() => site.value('Path'), { timeout: 15_000 }).toBe('/orders/get?x=1');
  await site.verdict('Passed 200');
});

test('works when its host is gone, after one visit', async ({ site, served }) => {
  await site.open();
  await site.press('Send');
  await site.verdict('through the service worker');
  await site.kept();
  await served.close();
  await site.session.reload();
  await site.verdict('Would answer now');
  await site.press('Send');
  await site.verdict('through the service worker');
  await site.press('Guide');
  await site.shows('aside', 'Steps 1 to 6');
});
