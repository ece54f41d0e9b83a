import './every-route.js'
