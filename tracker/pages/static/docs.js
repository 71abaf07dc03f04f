// Draws the API's description with the vendored Swagger UI; nothing comes from elsewhere.
const place = document.getElementById("swagger");
// Closed chapters: to draw all the operations and schemas at once takes a browser minutes.
window.SwaggerUIBundle({
  url: place.dataset.source, domNode: place, deepLinking: false, validatorUrl: null,
  docExpansion: "none", defaultModelsExpandDepth: -1,
});
