package io.sixgrid.ingest.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML as the JSON of its root element's content: child elements are members, repeated ones an array, attributes
 * {@code @name}, text beside attributes {@code #text}; an element with only text is that text, an empty one is missing.
 * Prefixes of namespaces fall away. No document type is taken, so no entity grows and none is fetched.
 */
final class XmlBody {
    private static final int MOST_DEPTH = 100;
    private static final String TEXT = "#text";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** China's devices say GB2312 and write characters that only its successors have. */
    private static final Charset GB = Charset.forName("GB18030");

    private static final Pattern DECLARES_GB = Pattern.compile(
            "^\\s*<\\?xml[^>]{0,100}encoding\\s*=\\s*[\"'](?i:gb2312|gbk|gb18030|gb_2312-80|euc-cn)[\"']");
    private static final int DECLARATION = 160;

    // The platform's own, whatever else is on the class path. Its reader is made anew for each message.
    private static final XMLInputFactory FACTORY = factory();

    private XmlBody() {}

    static Body read(byte[] payload) {
        try {
            XMLStreamReader xml = open(payload);
            try {
                while (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    refuseDocumentType(xml);
                }
                String root = xml.getLocalName();
                JsonNode content = element(xml, 1);
                while (xml.hasNext()) {
                    xml.next();
                }
                // An empty root is still a body.
                return new Body(content.isMissingNode() ? JSON.objectNode() : content, root);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new Refusal(Reason.NOT_XML, "the body is not XML: " + place(e));
        }
    }

    private static XMLStreamReader open(byte[] payload) throws XMLStreamException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(payload);
        String start = new String(payload, 0, Math.min(payload.length, DECLARATION), StandardCharsets.ISO_8859_1);
        return DECLARES_GB.matcher(start).find()
                ? FACTORY.createXMLStreamReader(new InputStreamReader(bytes, GB))
                : FACTORY.createXMLStreamReader(bytes);
    }

    /** The content of the element whose start was read, to its end. */
    private static JsonNode element(XMLStreamReader xml, int depth) throws XMLStreamException {
        if (depth > MOST_DEPTH) {
            throw new Refusal(Reason.NOT_XML, "elements are nested more than " + MOST_DEPTH + " deep");
        }
        ObjectNode members = JSON.objectNode();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            members.put("@" + xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> add(members, xml.getLocalName(), element(xml, depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return content(members, text.toString().strip());
                }
                default -> refuseDocumentType(xml);
            }
        }
    }

    private static JsonNode content(ObjectNode members, String text) {
        if (members.isEmpty()) {
            return text.isEmpty() ? MissingNode.getInstance() : TextNode.valueOf(text);
        }
        if (!text.isEmpty()) {
            members.put(TEXT, text);
        }
        return members;
    }

    private static void add(ObjectNode members, String name, JsonNode content) {
        if (content.isMissingNode()) {
            return;
        }
        JsonNode before = members.get(name);
        if (before == null) {
            members.set(name, content);
        } else if (before instanceof ArrayNode several) {
            several.add(content);
        } else {
            members.set(name, JSON.arrayNode().add(before).add(content));
        }
    }

    private static void refuseDocumentType(XMLStreamReader xml) {
        if (xml.getEventType() == XMLStreamConstants.DTD || xml.getEventType() == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new Refusal(Reason.NOT_XML, "a document type or entity is not taken");
        }
    }

    private static String place(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int words = message.indexOf("Message: ");
        String why = words < 0 ? message : message.substring(words + "Message: ".length());
        return e.getLocation() == null
                ? why
                : why + " (line " + e.getLocation().getLineNumber() + ", column "
                        + e.getLocation().getColumnNumber() + ")";
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched for a message");
        });
        return factory;
    }
}
