# The sample system in one container, as docker-compose.yml starts it. Its parts find each other under the addresses that the browser
# uses as well, since an issuer is compared character by character.
FROM node:22-bookworm-slim
WORKDIR /qalqon
COPY . .
RUN npm run setup && mkdir -p .data && chown node .data
USER node
CMD ["npm", "start"]
