// Draws the API's description with the vendored Swagger UI; nothing comes from elsewhere.
const place = document.getElementById("swagger");
window.SwaggerUIBundle({ url: place.dataset.source, domNode: place, deepLinking: false, validatorUrl: null });
