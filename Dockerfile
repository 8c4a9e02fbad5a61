# 清语的镜像。构建：docker build -t qingyu .   运行：见 compose.yaml
FROM node:20.20-bookworm-slim AS build
WORKDIR /app
# 先装依赖再放源码：只改源码时不用重装。构建脚本（prepare）要源码，所以这一步先不跑。
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY .build .build
COPY rolldown.config.js tsconfig.json ./
COPY src src
RUN npm run -s build && npm prune --omit=dev --ignore-scripts

FROM node:20.20-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY prompts prompts
COPY knowledge knowledge
# 数据只写在 /data；程序自己的文件归 root，运行的账号改不了。
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
# 进程活着就算健康；能不能用看 /readyz，它不该让容器被重启。
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# 直接跑 node，不经 npm：停止信号才到得了它，正在发的会先发完。
STOPSIGNAL SIGTERM
CMD ["node", "--max-semi-space-size=2", "--v8-pool-size=1", "dist/main.js", "start"]
