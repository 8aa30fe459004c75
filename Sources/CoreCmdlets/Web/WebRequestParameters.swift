/// The parameters of Invoke-WebRequest and Invoke-RestMethod: a cmdlet that holds such a group has them.
import Engine

struct WebRequestParameters {
  @Parameter("Uri", at: 0, validate: [.notNullOrEmpty], type: "System.Uri") var uri: Value
  @Parameter("UseBasicParsing", fidelity: .inert, dontShow: true) var useBasicParsing: Switch
  @Parameter("HttpVersion") var httpVersion: WebVersion?
  @Parameter("WebSession", type: "Microsoft.PowerShell.Commands.WebRequestSession") var webSession: Value?
  @Parameter("SessionVariable", aliases: ["SV"]) var sessionVariable: String?
  @Parameter("AllowUnencryptedAuthentication") var allowUnencryptedAuthentication: Switch
  @Parameter("Authentication", type: "Microsoft.PowerShell.Commands.WebAuthenticationType") var authentication: Value?
  @Parameter("Credential", attributes: [.credential], type: "System.Management.Automation.PSCredential") private var givenCredential: Value?
  /// Nobody, too, may be said to be the caller.
  var credential: Value? { givenCredential.flatMap { $0.isNull ? nil : $0 } }
  @Parameter("UseDefaultCredentials") var useDefaultCredentials: Switch
  @Parameter("CertificateThumbprint", validate: [.notNullOrEmpty]) var certificateThumbprint: String?
  @Parameter("Certificate", validate: [.notNull], type: "System.Security.Cryptography.X509Certificates.X509Certificate") var certificate: Value?
  @Parameter("SkipCertificateCheck") var skipCertificateCheck: Switch
  @Parameter("SslProtocol", type: "Microsoft.PowerShell.Commands.WebSslProtocol") var sslProtocol: Value?
  @Parameter("Token", type: "System.Security.SecureString") var token: Value?
  @Parameter("UserAgent") var userAgent: String?
  @Parameter("DisableKeepAlive") var disableKeepAlive: Switch
  @Parameter("ConnectionTimeoutSeconds", aliases: ["TimeoutSec"], validate: [.range(.int(0), .int(2147483647))]) var connectionTimeoutSeconds: Int?
  @Parameter("OperationTimeoutSeconds", validate: [.range(.int(0), .int(2147483647))]) var operationTimeoutSeconds: Int?
  @Parameter("Headers", type: "System.Collections.IDictionary") var headers: Value?
  @Parameter("SkipHeaderValidation") var skipHeaderValidation: Switch
  @Parameter("AllowInsecureRedirect") var allowInsecureRedirect: Switch
  @Parameter("MaximumRedirection", validate: [.range(.int(0), .int(2147483647))]) var maximumRedirection: Int?
  @Parameter("MaximumRetryCount", validate: [.range(.int(0), .int(2147483647))]) var maximumRetryCount: Int?
  @Parameter("PreserveAuthorizationOnRedirect") var preserveAuthorizationOnRedirect: Switch
  @Parameter("RetryIntervalSec", validate: [.range(.int(1), .int(2147483647))]) var retryIntervalSec: Int?
  @Parameter("Method", sets: ["StandardMethod", "StandardMethodNoProxy"], type: "Microsoft.PowerShell.Commands.WebRequestMethod") var method: Value?
  @Parameter("PreserveHttpMethodOnRedirect") var preserveHttpMethodOnRedirect: Switch
  @Parameter("UnixSocket", validate: [.notNullOrEmpty], type: "System.Net.Sockets.UnixDomainSocketEndPoint") var unixSocket: Value?
  @Parameter("Proxy", sets: ["StandardMethod", "CustomMethod"], type: "System.Uri") var proxy: Value?
  @Parameter("ProxyCredential", sets: ["StandardMethod", "CustomMethod"], attributes: [.credential], type: "System.Management.Automation.PSCredential") private var givenProxyCredential: Value?
  var proxyCredential: Value? { givenProxyCredential.flatMap { $0.isNull ? nil : $0 } }
  @Parameter("ProxyUseDefaultCredentials", sets: ["StandardMethod", "CustomMethod"]) var proxyUseDefaultCredentials: Switch
  @Parameter("Body", from: .pipeline) var body: Value?
  @Parameter("Form", type: "System.Collections.IDictionary") var form: Value?
  @Parameter("ContentType") var contentType: String?
  @Parameter("TransferEncoding", validate: [.set(["chunked", "compress", "deflate", "gzip", "identity"], ignoreCase: true, message: nil)]) var transferEncoding: String?
  @Parameter("InFile", validate: [.notNullOrEmpty]) var inFile: String?
  @Parameter("OutFile", validate: [.notNullOrEmpty]) var outFile: String?
  @Parameter("PassThru") var passThru: Switch
  @Parameter("Resume") var resume: Switch
  @Parameter("SkipHttpErrorCheck") var skipHttpErrorCheck: Switch
  @Parameter("CustomMethod", sets: ["CustomMethod", "CustomMethodNoProxy"], aliases: ["CM"], validate: [.notNullOrEmpty]) var customMethod: String
  @Parameter("NoProxy", sets: ["StandardMethodNoProxy", "CustomMethodNoProxy"], mandatory: true) var noProxy: Switch
}
