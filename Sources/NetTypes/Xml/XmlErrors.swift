/// What is wrong with an XML text, as .NET's `XmlException`.
import Codecs
import Engine

public enum XmlErrors {
  public static func error(_ p: XmlScanner.Problem) -> TerminatingError {
    let e = netError(p.type, p.text)
    if p.type != "System.Xml.XmlException" { return e }
    e.record.exception.properties += [("LineNumber", .count(p.line)), ("LinePosition", .count(p.column))]
    return e
  }
}
