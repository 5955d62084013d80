// Unpacks the Chromium that npm has installed into the folder of TMPDIR, and prints how to start it.
// A process of its own: the folder is read from the environment, which a running Jest worker cannot change.
import chromium from '@sparticuz/chromium'

const executablePath = await chromium.executablePath()
// Set where the system lacks libraries: the package then unpacks its own beside the browser.
const { LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env
console.log(JSON.stringify({ executablePath, args: chromium.args, env: { LD_LIBRARY_PATH, FONTCONFIG_PATH } }))
