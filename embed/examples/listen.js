// 本页自己的脚本：听文览说了什么，写在页脚。
const heard = [];
for (const type of ["wenlan:ready", "wenlan:view", "wenlan:evidence", "wenlan:status"]) {
  addEventListener(type, (event) => {
    heard.push({ type, from: event.target.id, ...event.detail });
    document.getElementById("heard").dataset.heard = JSON.stringify(heard);
  });
}
