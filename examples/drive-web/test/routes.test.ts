// One issuer and one Drive for all of them: to start them takes seconds.
import './routes/sign-in.js'
import './routes/lists.js'
import './routes/contents.js'
import './routes/uploads.js'
import './routes/forms.js'
import './routes/sharing.js'
import './routes/apps.js'
