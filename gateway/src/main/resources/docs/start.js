window.ui = SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  displayRequestDuration: true,
  persistAuthorization: true,
  // The online validator would need the internet, and would be told the shop's address.
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
});
