// Everything can be read without this; with it, code can be copied.
for (const box of document.querySelectorAll('.copy')) {
  const button = document.createElement('button');
  const code = box.querySelector('code');
  button.type = 'button';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', 'Copy the replay code');
  button.addEventListener('click', async () => {
    let done = true;
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      // a page opened from a file may have no clipboard: select the code, and try the old way
      const range = document.createRange();
      range.selectNodeContents(code);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      done = document.execCommand('copy');
    }
    button.textContent = done ? 'Copied' : 'Selected';
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
  box.append(button);
}
